using DockerScan.Core.Stores;
using DockerScan.Mongo.Alerts;
using DockerScan.TestKit.Stores;

namespace DockerScan.Mongo.Tests.Alerts;

/// <summary>The contract on MongoDB.</summary>
public sealed class MongoAlertStoreTests : AlertStoreContract, IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    protected override async Task<IAlertStore> CreateAsync()
    {
        await CreateScansAsync();
        return new MongoAlertStore(_store.Database());
    }

    protected override Task<IScanStore> CreateScansAsync() => _store.CreateAsync(Token);
}
