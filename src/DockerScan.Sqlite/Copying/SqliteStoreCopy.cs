using Dapper;
using DockerScan.Core;
using DockerScan.Core.Stores.Copying;
using DockerScan.Sqlite.Cards;
using DockerScan.Sqlite.Database;
using DockerScan.Sqlite.Reputations;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Copying;

/// <summary>
/// All of a SQLite file. It is held alone, by SQLite's own exclusive lock: whoever has it open already is found out, and whoever comes
/// meanwhile is told that it is locked. A file that is filled has another name until it is whole.
/// </summary>
internal sealed partial class SqliteStoreCopy(SqliteDatabase database) : IStoreCopy
{
    private const string Unfinished = ".copying";
    private const int BusySeconds = 2;
    private const int Busy = 5;
    private const int Locked = 6;

    private SqliteConnection? _connection;
    private bool _isTarget;

    public string Name => "SQLite";

    private SqliteConnection Connection => _connection ?? throw new InvalidOperationException("the store was not opened");

    public Task OpenSourceAsync(CancellationToken cancellationToken)
        => Task.Run(() => Run(() => OpenSource(Open(database.FilePath))), cancellationToken);

    public Task<bool> OpenTargetAsync(CancellationToken cancellationToken)
        => Task.Run(() => Run(OpenTarget), cancellationToken);

    public Task<long> CountAsync(RecordKind kind, CancellationToken cancellationToken)
        => Task.Run(() => Run(() => Connection.ExecuteScalar<long>(CopySql.Count(kind))), cancellationToken);

    public async IAsyncEnumerable<StoreRecord> ReadAsync(RecordKind kind, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var records = CopyRows.Read(Connection, kind).GetEnumerator();
        while (await Task.Run(() => Run(records.MoveNext), cancellationToken))
        {
            yield return records.Current;
        }
    }

    public Task WriteAsync(IReadOnlyList<StoreRecord> records, CancellationToken cancellationToken)
        => Task.Run(
            () => Run(() =>
            {
                using var transaction = Connection.BeginTransaction(deferred: false);
                foreach (var record in records)
                {
                    CopyRows.Write(Connection, transaction, record);
                }

                transaction.Commit();
                return true;
            }),
            cancellationToken);

    public Task FinishAsync(CancellationToken cancellationToken) => Task.Run(() => Run(Finish), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
            _connection = null;
        }
    }

    private static EngineException Failure(string message) => new(new ScanFailure(FailureKind.Internal, message));

    private static bool OpenSource(SqliteConnection connection)
    {
        if (SqliteSchema.ReadVersion(connection) is var version && version != SqliteSchema.Current)
        {
            throw Failure(version > SqliteSchema.Current
                ? $"the store has schema {version}, made by a newer version of this program, which knows up to {SqliteSchema.Current}; copy it with that version"
                : $"the store has schema {version}, and {SqliteSchema.Current} is copied; bring it up to date first: any verb that reads it does (./run.sh watches)");
        }

        // What a program that died left between two steps: a serve would do it at its start.
        using var transaction = connection.BeginTransaction(deferred: false);
        AnswerRelay.Bring(connection, transaction);
        connection.Execute(CardSql.Repair, transaction: transaction);
        transaction.Commit();
        return true;
    }

    private static T Run<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Busy or Locked)
        {
            throw new EngineException(new ScanFailure(FailureKind.Internal, "the SQLite store is in use: another program has it open; stop every serve and chat, wait for other verbs to end, and start again"), e);
        }
        catch (SqliteException e)
        {
            throw SqliteFailures.Translate(e);
        }
    }

    // Not pooled: closing it gives the file free.
    private SqliteConnection Open(string path)
    {
        if (!File.Exists(path))
        {
            throw Failure("there is no SQLite store to copy; check Storage:Path");
        }

        var address = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false, ForeignKeys = true, DefaultTimeout = BusySeconds };
        _connection = new SqliteConnection(address.ToString());
        _connection.Open();
        // Before the first look at the file: so the write-ahead log is opened without shared memory, which needs that nobody else has it.
        _connection.Execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT; PRAGMA synchronous = FULL;");
        return _connection;
    }
}
