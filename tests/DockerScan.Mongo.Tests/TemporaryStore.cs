using DockerScan.Core.Stores;
using DockerScan.Mongo.Database;
using DockerScan.Mongo.Scans;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MongoDB.Bson;

namespace DockerScan.Mongo.Tests;

/// <summary>A database that goes away with the test. Its clients share the driver's connections, as those of one process do.</summary>
internal sealed class TemporaryStore(string? address = null) : IAsyncDisposable
{
    public string Name { get; } = $"test_{ObjectId.GenerateNewId()}";

    /// <summary>By which the store waits before it tries again.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public MongoStoreDatabase Database() => new(Options.Create(TestServer.Options(Name, address)), Clock);

    public MongoScanStore Store() => new(Database(), NullLogger<MongoScanStore>.Instance);

    public async Task<IScanStore> CreateAsync(CancellationToken cancellationToken)
    {
        var store = Store();
        await store.InitializeAsync(cancellationToken);
        return store;
    }

    public async ValueTask DisposeAsync() => await Database().Database.Client.DropDatabaseAsync(Name);
}
