using Dapper;
using DockerScan.Core;
using DockerScan.Sqlite.Database;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Copying;

/// <content>A file that is filled.</content>
internal sealed partial class SqliteStoreCopy
{
    private bool OpenTarget()
    {
        if (File.Exists(database.FilePath))
        {
            throw Failure("there is a store in that file already; name a file that is not there");
        }

        StoreFiles.Prepare(database.FilePath);
        var path = database.FilePath + Unfinished;
        var isResumed = new FileInfo(path) is { Exists: true, Length: > 0 };
        _isTarget = true;
        StoreFiles.Create(path);
        var connection = Open(path);
        SqliteSchema.Migrate(connection);
        // A scan may be answered by the result of one that comes behind it; held against each other at the end.
        connection.Execute("PRAGMA foreign_keys = OFF");
        return isResumed;
    }

    private bool Finish()
    {
        if (!_isTarget)
        {
            return true;
        }

        if (Connection.Query("PRAGMA foreign_key_check").Any())
        {
            throw Failure("the copy has scans that name a result which is not there; keep the store that was copied, and report this");
        }

        // All of it in one file, which a serve takes back to a write-ahead log.
        var mode = Connection.ExecuteScalar<string>("PRAGMA journal_mode = DELETE");
        Connection.Dispose();
        _connection = null;
        var path = database.FilePath + Unfinished;
        if (mode != "delete" || File.Exists(path + "-wal"))
        {
            throw Failure("the copy's journal cannot be folded into its file; put it on a local disk");
        }

        try
        {
            File.Move(path, database.FilePath, overwrite: false);
        }
        catch (IOException e)
        {
            throw new EngineException(new ScanFailure(FailureKind.Internal, $"the copy is whole, and cannot be given its name: {DisplayText.Clean(e.Message, 200)}"), e);
        }

        return true;
    }
}
