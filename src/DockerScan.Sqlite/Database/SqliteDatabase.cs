using System.Globalization;
using Dapper;
using DockerScan.Core.Stores;
using DockerScan.Core.Telemetry;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace DockerScan.Sqlite.Database;

/// <summary>The database file: opens connections and runs short pieces of work on them.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly string _onOpen;
    private readonly TimeProvider _clock;
    private readonly LogFold _fold;
    private readonly NodeMetrics? _metrics;

    /// <param name="options">Where the file is.</param>
    /// <param name="clock">The store's clock: all that it says of times, leases above all, is by this one.</param>
    /// <param name="metrics">Counts what is done.</param>
    public SqliteDatabase(IOptions<StorageOptions> options, TimeProvider clock, NodeMetrics? metrics = null)
    {
        (_clock, _metrics) = (clock, metrics);
        var storage = options.Value;
        // Absolute, so that no spelling of it is taken for a SQLite address.
        FilePath = System.IO.Path.GetFullPath(storage.Path);
        ConnectionString = new SqliteConnectionStringBuilder
        {
            DataSource = FilePath,
            ForeignKeys = true,
            DefaultTimeout = storage.BusyTimeoutSeconds,
        }.ToString();
        _fold = new LogFold(ConnectionString);
        // SQLite's own waiting is finer than the provider's. Full synchronisation is kept: a result that was reported is on the disk.
        var wait = TimeSpan.FromSeconds(storage.BusyTimeoutSeconds).TotalMilliseconds;
        _onOpen = string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {wait:F0}; PRAGMA synchronous = FULL;");
    }

    public string FilePath { get; }

    public string ConnectionString { get; }

    /// <summary>Runs work on a connection of its own.</summary>
    /// <remarks>
    /// SQLite has no asynchronous I/O: a wait for another process's write holds a pool thread, not the caller.
    /// Work that began is not given up, so its outcome is never unknown to the caller; it is bounded by the busy timeout.
    /// </remarks>
    /// <exception cref="Core.EngineException">The file cannot be used, is locked, or the disk is full.</exception>
    public Task<T> RunAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
        => Task.Run(() => Run(work), cancellationToken);

    /// <summary>As <see cref="RunAsync{T}"/>, in one transaction that holds the write lock from its beginning; it is undone when the work throws.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, SqliteTransaction, T> work, CancellationToken cancellationToken)
        => RunAsync(connection => Write(connection, work), cancellationToken);

    /// <summary>As <see cref="WriteAsync{T}"/>, for thousands of rows.</summary>
    public async Task<T> WriteManyAsync<T>(Func<SqliteConnection, SqliteTransaction, T> work, CancellationToken cancellationToken)
    {
        await _fold.EndedAsync(cancellationToken);
        var result = await RunAsync(connection => LogFold.Apart(connection, () => Write(connection, work)), cancellationToken);
        await _fold.BeginAsync();
        return result;
    }

    /// <summary>As <see cref="RunAsync{T}"/>, with one view of the data for all reads.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteConnection, SqliteTransaction, T> work, CancellationToken cancellationToken)
        => RunAsync(
            connection =>
            {
                using var transaction = connection.BeginTransaction(deferred: true);
                return work(connection, transaction);
            },
            cancellationToken);

    /// <summary>Ends when what large writes left in the journal is in the file.</summary>
    internal Task FoldedAsync(CancellationToken cancellationToken) => _fold.EndedAsync(cancellationToken);

    /// <summary>Closes idle connections; the last one to close folds the journal into the file.</summary>
    public void Dispose()
    {
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    private static T Write<T>(SqliteConnection connection, Func<SqliteConnection, SqliteTransaction, T> work)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var result = work(connection, transaction);
        transaction.Commit();
        return result;
    }

    private T Run<T>(Func<SqliteConnection, T> work)
    {
        var (started, isOk) = (_metrics?.StoreStarted() ?? 0, false);
        try
        {
            using var connection = new SqliteConnection(ConnectionString);
            connection.Open();
            connection.Execute(_onOpen);
            // The time of a statement is asked for when it has the file, not when it began to wait for it, and is one in all of a piece of work.
            long? now = null;
            connection.CreateFunction("store_ms", () => now ??= _clock.GetUtcNow().ToUnixTimeMilliseconds());
            var result = work(connection);
            isOk = true;
            return result;
        }
        catch (SqliteException e)
        {
            throw SqliteFailures.Translate(e);
        }
        finally
        {
            _metrics?.StoreEnded(started, "sqlite", isOk);
        }
    }
}
