using System.Globalization;
using System.Reflection;
using Dapper;
using DockerScan.Core;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Database;

/// <summary>The schema: numbered migrations, and the number of the last one in the file's <c>user_version</c>.</summary>
internal static class SqliteSchema
{
    /// <summary>What this program writes: the number of migration files.</summary>
    public const int Current = 18;

    public static int ReadVersion(SqliteConnection connection, SqliteTransaction? transaction = null)
        => connection.ExecuteScalar<int>("PRAGMA user_version", transaction: transaction);

    /// <summary>Brings the file to <see cref="Current"/> and returns the version it had. Safe while other processes do the same.</summary>
    public static int Migrate(SqliteConnection connection)
    {
        Refuse(ReadVersion(connection));
        UseWriteAheadLog(connection);
        using var transaction = connection.BeginTransaction(deferred: false);
        // Read again under the write lock: another process may have migrated meanwhile.
        var before = ReadVersion(connection, transaction);
        Refuse(before);
        for (var version = before + 1; version <= Current; version++)
        {
            connection.Execute(ReadMigration(version), transaction: transaction);
            if (version == MovedChecks.Version)
            {
                MovedChecks.Apply(connection, transaction);
            }

            if (version == MovedPackages.Version)
            {
                MovedPackages.Apply(connection, transaction);
            }
        }

        if (before < Current)
        {
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Current}"), transaction: transaction);
        }

        transaction.Commit();
        return before;
    }

    private static void Refuse(int version)
    {
        if (version > Current)
        {
            throw Failure($"the store has schema {version}, made by a newer version of this program, which knows up to {Current}; use that version or another Storage:Path");
        }
    }

    private static void UseWriteAheadLog(SqliteConnection connection)
    {
        var mode = connection.ExecuteScalar<string>("PRAGMA journal_mode = WAL");
        if (mode != "wal")
        {
            throw Failure($"the store's file system cannot keep a write-ahead log (journal mode stays '{mode}'); put Storage:Path on a local disk");
        }
    }

    private static string ReadMigration(int version)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{version:D4}.sql");
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"migration {name} is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static EngineException Failure(string message) => new(new ScanFailure(FailureKind.Internal, message));
}
