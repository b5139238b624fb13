using DockerScan.Core.Stores;
using DockerScan.Mongo.Reputations;
using DockerScan.TestKit.Stores;

namespace DockerScan.Mongo.Tests.Reputations;

/// <summary>The contract of work on MongoDB.</summary>
public sealed class MongoLookupLeasesTests : LookupLeasesContract, IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    protected override async Task<IReputationStore> CreateLookupsAsync()
    {
        await _store.CreateAsync(Token);
        return new MongoReputationStore(_store.Database());
    }
}
