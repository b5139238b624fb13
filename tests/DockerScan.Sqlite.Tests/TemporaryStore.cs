using DockerScan.Core.Stores;
using DockerScan.Sqlite.Database;
using DockerScan.Sqlite.Scans;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SQLitePCL;

namespace DockerScan.Sqlite.Tests;

/// <summary>A database file that goes away with the test.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-store-");
    private readonly List<SqliteDatabase> _databases = [];

    /// <summary>The store's clock.</summary>
    public TimeProvider Clock { get; private set; } = TimeProvider.System;

    /// <summary>Gives stores that are made from now on a clock that can go back a day.</summary>
    /// <returns>Lets it go back.</returns>
    public Action SetClockThatGoesBack()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        Clock = clock;
        return () => clock.AdjustTime(clock.GetUtcNow().AddDays(-1));
    }

    public string Path => System.IO.Path.Combine(_folder.FullName, "data", "dockerscan.db");

    public SqliteDatabase Database(int busySeconds = 30)
    {
        var database = new SqliteDatabase(Options.Create(new StorageOptions { Path = Path, BusyTimeoutSeconds = busySeconds }), Clock);
        lock (_databases)
        {
            _databases.Add(database);
        }

        return database;
    }

    public SqliteScanStore Store(int busySeconds = 30) => new(Database(busySeconds), NullLogger<SqliteScanStore>.Instance);

    /// <summary>Writes down every statement on the connection that stores of this file use from now on, as long as they use one at a time.</summary>
    public static IReadOnlyList<string> Trace(SqliteDatabase database)
    {
        List<string> statements = [];
        // Goes back to the pool and is what the next one gets.
        using var connection = new SqliteConnection(database.ConnectionString);
        connection.Open();
        raw.sqlite3_trace(connection.Handle, (_, statement) => statements.Add(statement), null);
        return statements;
    }

    public async Task<IScanStore> CreateAsync(CancellationToken cancellationToken)
    {
        var store = Store();
        await store.InitializeAsync(cancellationToken);
        return store;
    }

    public void Dispose()
    {
        _databases.ForEach(database => database.Dispose());
        _folder.Delete(recursive: true);
    }
}
