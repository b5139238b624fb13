using Dapper;
using DockerScan.Core.Stores;
using DockerScan.Documents;
using DockerScan.Sqlite.Database;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Sqlite.Retention;

/// <summary>Removes old scans with their results, a few at a time, so that nobody waits long for the file.</summary>
internal sealed class SqliteRetention(SqliteDatabase database, IOptions<StorageOptions> options, TimeProvider time, ILogger<SqliteRetention> logger) : IRetention
{
    private const int Batch = 50;
    private const int ConstraintFailed = 19;

    public async Task RemoveOldAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().AddDays(-options.Value.KeepDays).ToUnixTimeMilliseconds();
        // What something else refers to stays with it.
        HashSet<string> left = new(StringComparer.Ordinal);
        var removed = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (found, gone) = await database.WriteAsync((connection, transaction) => RemoveSome(connection, transaction, before, left), cancellationToken);
            removed += gone;
            if (found < Batch)
            {
                break;
            }
        }

        if (removed > 0 || left.Count > 0)
        {
            Log.Removed(logger, removed, options.Value.KeepDays, left.Count);
        }
    }

    private static (int Found, int Gone) RemoveSome(SqliteConnection connection, SqliteTransaction transaction, long before, HashSet<string> left)
    {
        var ids = connection.Query<string>(RetentionSql.Old, new { before, left = StoreJson.Write(left), most = Batch }, transaction).ToList();
        var gone = 0;
        foreach (var id in ids)
        {
            connection.Execute("SAVEPOINT one", transaction: transaction);
            try
            {
                connection.Execute(RetentionSql.Remove, new { id }, transaction);
                gone++;
            }
            catch (SqliteException e) when (e.SqliteErrorCode == ConstraintFailed)
            {
                connection.Execute("ROLLBACK TO one", transaction: transaction);
                left.Add(id);
            }

            connection.Execute("RELEASE one", transaction: transaction);
        }

        return (ids.Count, gone);
    }
}
