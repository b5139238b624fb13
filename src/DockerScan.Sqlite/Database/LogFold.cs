using Dapper;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Database;

/// <summary>
/// Folds what a large write left in the journal into the file, behind the write and not in its commit, where it is more than half of the time. What is in the
/// journal is on the disk already (<see href="https://sqlite.org/wal.html#ckpt"/>): a process that dies meanwhile loses nothing, and the next one folds it.
/// </summary>
internal sealed class LogFold(string connectionString)
{
    // Pages are held until they are written, once each: 5,000 findings touch some 12,000 pages of 4 KiB in a store of a million.
    private const string Off = "PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -65536;";

    // SQLite's own values again (sqlite.org/pragma.html).
    private const string On = "PRAGMA wal_autocheckpoint = 1000; PRAGMA cache_size = -2000; PRAGMA shrink_memory;";

    private readonly Lock _gate = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Does a connection's large write, whose commit folds nothing.</summary>
    public static T Apart<T>(SqliteConnection connection, Func<T> write)
    {
        connection.Execute(Off);
        try
        {
            return write();
        }
        finally
        {
            connection.Execute(On);
        }
    }

    /// <summary>Ends when nothing is being folded. Awaited before the next large write: the journal then holds one of each that writes at a time at most, however fast they come in.</summary>
    public Task EndedAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _running.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Begins to fold. Ends when it has begun: a commit that comes then finds it busy, and does not do it a second time.</summary>
    public Task BeginAsync()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _running = _running.IsCompleted ? Task.Run(() => Run(begun)) : _running;
            return _running.IsCompleted ? Task.CompletedTask : Task.WhenAny(begun.Task, _running);
        }
    }

    private void Run(TaskCompletionSource begun)
    {
        try
        {
            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            begun.SetResult();
            connection.Execute("PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch (SqliteException)
        {
            // A full disk, a file that went away: nothing is lost by it, and the next statement on the file says so to whoever can be told.
            begun.TrySetResult();
        }
    }
}
