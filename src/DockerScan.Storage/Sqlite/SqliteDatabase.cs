using Dapper;
using DockerScan.Core;
using DockerScan.Core.Scans;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace DockerScan.Storage.Sqlite;

/// <summary>Opens connections to the file and names its failures.</summary>
internal sealed class SqliteDatabase(IOptions<StorageOptions> options)
{
    // https://www.sqlite.org/rescode.html
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Busy = 5;
    private const int NotADatabase = 26;
    private const int Corrupt = 11;

    public string Path => options.Value.Path ?? throw new InvalidOperationException("Storage:Path is not set");

    /// <summary>Runs work on a connection of its own.</summary>
    /// <exception cref="EngineException">The store failed.</exception>
    public async Task<T> UseAsync<T>(Func<SqliteConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            return await work(connection);
        }
        catch (SqliteException e)
        {
            throw new EngineException(Name(e), e);
        }
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            ForeignKeys = true,
            DefaultTimeout = options.Value.BusyTimeoutSeconds,
        }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;", cancellationToken: cancellationToken));
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private ScanFailure Name(SqliteException e) => e.SqliteErrorCode switch
    {
        Full => new ScanFailure(FailureKind.DiskFull, $"the disk of {Path} is full; free some space and try again"),
        CannotOpen => new ScanFailure(FailureKind.Internal, $"the store {Path} cannot be opened; check that its folder exists and can be written"),
        Busy => new ScanFailure(FailureKind.Internal, $"the store {Path} was locked by another process for {options.Value.BusyTimeoutSeconds} s; try again"),
        NotADatabase or Corrupt => new ScanFailure(FailureKind.Internal, $"the store {Path} is damaged; restore it from a backup, or move it away to begin anew"),
        _ => new ScanFailure(FailureKind.Internal, $"the store {Path} failed: SQLite error {e.SqliteErrorCode}"),
    };
}
