using DockerScan.Core.Stores;
using DockerScan.Mongo.Cards;
using DockerScan.TestKit.Stores;

namespace DockerScan.Mongo.Tests.Cards;

/// <summary>The contract of work on MongoDB.</summary>
public sealed class MongoCardLeasesTests : CardLeasesContract, IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    protected override async Task<ICardStore> CreateCardsAsync()
    {
        await CreateScansAsync();
        return new MongoCardStore(_store.Database());
    }

    protected override Task<IScanStore> CreateScansAsync() => _store.CreateAsync(Token);
}
