using DockerScan.Core;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Database;

/// <summary>What SQLite's result codes mean for a person. No paths: these lines reach the chat.</summary>
/// <remarks>Codes: sqlite.org/rescode.html.</remarks>
internal static class SqliteFailures
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Constraint = 19;
    private const int NotADatabase = 26;

    public static EngineException Translate(SqliteException exception)
    {
        var (kind, message) = exception.SqliteErrorCode switch
        {
            Full => (FailureKind.DiskFull, "the store cannot be written: its disk is full; free some space and try again"),
            Busy or Locked => (FailureKind.Internal, "the store is locked by another process; try again, and if it stays so look for a process that hangs"),
            ReadOnly => (FailureKind.Internal, "the store cannot be written: file or folder is read-only for this user"),
            CannotOpen => (FailureKind.Internal, "the store cannot be opened; check Storage:Path and its permissions"),
            Corrupt or NotADatabase => (FailureKind.Internal, "the store's file is damaged or not a database; move it away or bring back a backup"),
            IoError => (FailureKind.Internal, "the store cannot be read or written: the disk reports an error"),
            Constraint => (FailureKind.Internal, "the store refused a record that contradicts what it has"),
            _ => (FailureKind.Internal, $"the store failed with SQLite error {exception.SqliteErrorCode}"),
        };
        return new EngineException(new ScanFailure(kind, message), exception);
    }
}
