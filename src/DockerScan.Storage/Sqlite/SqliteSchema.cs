using Dapper;
using DockerScan.Core;
using DockerScan.Core.Scans;
using Microsoft.Data.Sqlite;

namespace DockerScan.Storage.Sqlite;

/// <summary>The schema and its migrations. A migration that was released is never changed; a new one is added.</summary>
internal static class SqliteSchema
{
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE scans (
            id TEXT PRIMARY KEY,
            join_key TEXT NOT NULL,
            request TEXT NOT NULL,
            state INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            lease_owner TEXT,
            lease_until INTEGER,
            target TEXT,
            result_id TEXT
        ) STRICT;
        CREATE UNIQUE INDEX scans_in_flight ON scans (join_key) WHERE state IN (0, 1);
        CREATE INDEX scans_queue ON scans (created_at) WHERE state IN (0, 1);
        CREATE INDEX scans_newest ON scans (created_at DESC);
        CREATE TABLE results (
            scan_id TEXT PRIMARY KEY REFERENCES scans (id),
            reference TEXT NOT NULL,
            reuse_key TEXT,
            complete INTEGER NOT NULL,
            finished_at INTEGER NOT NULL,
            header TEXT NOT NULL
        ) STRICT;
        CREATE INDEX results_reuse ON results (reuse_key, finished_at DESC) WHERE complete = 1;
        CREATE INDEX results_latest ON results (reference, finished_at DESC) WHERE complete = 1;
        CREATE TABLE findings (
            scan_id TEXT NOT NULL REFERENCES results (scan_id) ON DELETE CASCADE,
            ordinal INTEGER NOT NULL,
            key TEXT NOT NULL,
            document TEXT NOT NULL,
            PRIMARY KEY (scan_id, ordinal)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX findings_key ON findings (key);
        """,
    ];

    public static int Version => Migrations.Length;

    /// <summary>Brings the database to <see cref="Version"/>; two processes may do so at once.</summary>
    /// <exception cref="EngineException">The database was written by a newer version of this program.</exception>
    public static async Task MigrateAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        // Not deferred: the second process waits here and then finds the work done.
        await using var transaction = connection.BeginTransaction(deferred: false);
        var version = await connection.ExecuteScalarAsync<int>(new CommandDefinition("PRAGMA user_version", transaction: transaction, cancellationToken: cancellationToken));
        if (version > Version)
        {
            throw new EngineException(new ScanFailure(
                FailureKind.Internal, $"the store has schema {version} and this program knows {Version}; start the newer DockerScan, or name another file in Storage:Path"));
        }

        foreach (var migration in Migrations[version..])
        {
            await connection.ExecuteAsync(new CommandDefinition(migration, transaction: transaction, cancellationToken: cancellationToken));
        }

        await connection.ExecuteAsync(new CommandDefinition($"PRAGMA user_version = {Version}", transaction: transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }
}
