using DockerScan.Mongo.Database;
using DockerScan.Mongo.Scans;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.Mongo.Tests.Database;

/// <summary>What only a server of MongoDB's own can tell.</summary>
public sealed class RealServerTests : IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Explain_NextOfTheQueue_IsReadAlongItsIndexWithoutASort()
    {
        Assert.SkipWhen(TestServer.Named is null, "DOCKERSCAN_TEST_MONGODB names no server; plans are a real server's");
        var store = await _store.CreateAsync(Token);
        for (var i = 0; i < 50; i++)
        {
            await store.EnqueueAsync(Id(i), Request($"redis:{i}"), Start, Token);
        }

        var find = new BsonDocument
        {
            { "find", "scans" }, { "filter", Leases.AllOf(new BsonDocument(ScanDocument.Open, true), Leases.IsDue) }, { "sort", ScanDocument.QueueOrder }, { "limit", 1 },
        };
        BsonDocument plan;
        try
        {
            plan = await _store.Database().Database.RunCommandAsync<BsonDocument>(new BsonDocument { { "explain", find }, { "verbosity", "queryPlanner" } }, cancellationToken: Token);
        }
        catch (MongoCommandException e)
        {
            Assert.Skip($"this server explains nothing: {e.Message}");
            return;
        }

        var winning = plan["queryPlanner"]["winningPlan"].ToJson();
        Assert.Contains("IXSCAN", winning, StringComparison.Ordinal);
        Assert.DoesNotContain("\"SORT\"", winning, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (TestServer.Named is not null)
        {
            await _store.DisposeAsync();
        }
    }
}
