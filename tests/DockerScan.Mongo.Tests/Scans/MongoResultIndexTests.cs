using DockerScan.Core.Stores;
using DockerScan.Mongo.Scans;
using DockerScan.TestKit.Stores;

namespace DockerScan.Mongo.Tests.Scans;

/// <summary>The contract on MongoDB.</summary>
public sealed class MongoResultIndexTests : ResultIndexContract, IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    protected override async Task<(IScanStore Store, IResultIndex Index)> CreateAsync() => (await _store.CreateAsync(Token), new MongoResultIndex(_store.Database()));
}
