using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;
using DockerScan.Mongo.Database;
using DockerScan.Mongo.Reputations;
using DockerScan.TestKit.Stores;
using MongoDB.Bson;

namespace DockerScan.Mongo.Tests.Reputations;

/// <summary>The contract on MongoDB.</summary>
public sealed class MongoReputationStoreTests : ReputationStoreContract, IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task FindStaleAsync_ProcessDiedBeforeItBroughtItsAnswer_IsBroughtByAnother()
    {
        var indicator = new Indicator(IndicatorKind.Domain, "bad.site.net");
        var (store, database) = (await CreateAsync(), _store.Database());
        await (await CreateScansAsync()).KeepResultAsync(ScanSamples.Result(ScanSamples.Id(1)), ScanSamples.Request(), Token);
        await store.EnqueueAsync(ScanSamples.Id(1), [new WantedLookup(indicator, 50, MustAsk: true)], isInteractive: true, "slack:T1/U1", ScanSamples.Start, Token);
        var claimed = await store.ClaimAsync(new ClaimWish("dead", TimeSpan.FromMinutes(1)), Token);
        // The one step that ends the look-up, and nothing after it.
        var answer = AnswerRelay.Pack(indicator, ScanSamples.Report(Reputation.Malicious), isChanged: false, ScanSamples.Start);
        var end = new BsonDocument { { "$set", new BsonDocument { { "answer", answer }, { "answeredAt", new BsonDateTime(0) } } }, { "$unset", Bson.Names("open", "owner", "leasedAt", "leaseMs") } };
        await database.Lookups.UpdateOneAsync(new BsonDocument("_id", claimed!.Claim.Item), end, cancellationToken: Token);

        Assert.Equal(ScanSamples.Id(1), (await store.FindStaleAsync(0, Token))?.Scan);

        Assert.Equal(Reputation.Malicious, Assert.Single(await store.FindAsync([indicator], Token)).Report.Reputation);
        Assert.Equal(0, await database.Lookups.CountDocumentsAsync(new BsonDocument("answer", new BsonDocument("$exists", true)), cancellationToken: Token));
        Assert.Equal(0, await database.Links.CountDocumentsAsync(new BsonDocument("waiting", 1), cancellationToken: Token));
    }

    protected override async Task<IReputationStore> CreateAsync()
    {
        await CreateScansAsync();
        return new MongoReputationStore(_store.Database());
    }

    protected override Task<IScanStore> CreateScansAsync() => _store.CreateAsync(Token);
}
