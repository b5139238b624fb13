using Dapper;
using DockerScan.Core;
using DockerScan.Core.Stores.Copying;
using DockerScan.Sqlite.Database;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Copying;

/// <summary>
/// A backup by SQLite's own backup interface: it has the last rows too, which a copied file lacks while they are in the write-ahead log
/// beside it. The file has another name until it was read again and found whole.
/// </summary>
internal sealed class SqliteBackup(SqliteDatabase database) : IStoreBackup
{
    private const string Unfinished = ".partial";

    public Task<StoreBackup> BackUpAsync(string file, CancellationToken cancellationToken)
    {
        // Looking must not make the file.
        if (!File.Exists(database.FilePath))
        {
            throw Failure("there is no SQLite store to back up; check Storage:Path");
        }

        var path = Path.GetFullPath(file);
        if (File.Exists(path))
        {
            throw Failure("that file is there already, and a backup never goes over another; name a new file");
        }

        return BackUpAsync(path, path + Unfinished, cancellationToken);
    }

    private static EngineException Failure(string message) => new(new ScanFailure(FailureKind.Internal, message));

    private async Task<StoreBackup> BackUpAsync(string path, string unfinished, CancellationToken cancellationToken)
    {
        // Of an earlier try that was ended in the middle.
        Remove(unfinished);
        StoreFiles.Create(unfinished);
        try
        {
            var backup = await database.RunAsync(source => Write(source, unfinished), cancellationToken);
            File.Move(unfinished, path, overwrite: false);
            return backup with { Bytes = new FileInfo(path).Length };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(new ScanFailure(FailureKind.Internal, $"the backup cannot be written: {DisplayText.Clean(e.Message, 200)}"), e);
        }
        finally
        {
            Remove(unfinished);
        }
    }

    private static StoreBackup Write(SqliteConnection source, string file)
    {
        using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        target.Open();
        source.BackupDatabase(target);
        // The pages are those of a file with a write-ahead log; a backup is one file alone.
        if (target.ExecuteScalar<string>("PRAGMA journal_mode = DELETE") != "delete" || target.ExecuteScalar<string>("PRAGMA integrity_check") != "ok")
        {
            throw Failure("the backup is not whole: the store's file is damaged, or the disk; see what SQLite's integrity_check says of the store");
        }

        var version = SqliteSchema.ReadVersion(target);
        return new StoreBackup(version, 0, version == 0 ? 0 : target.ExecuteScalar<long>("SELECT count(*) FROM scans"));
    }

    private static void Remove(string file)
    {
        foreach (var name in (string[])[file, file + "-journal", file + "-wal", file + "-shm"])
        {
            if (File.Exists(name))
            {
                File.Delete(name);
            }
        }
    }
}
