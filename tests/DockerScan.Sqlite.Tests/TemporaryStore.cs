using DockerScan.Core.Stores;
using DockerScan.Sqlite.Database;
using DockerScan.Sqlite.Scans;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DockerScan.Sqlite.Tests;

/// <summary>A database file that goes away with the test.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-store-");
    private readonly List<SqliteDatabase> _databases = [];

    /// <summary>The store's clock.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

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
