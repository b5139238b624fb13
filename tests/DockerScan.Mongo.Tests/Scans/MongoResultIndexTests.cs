using DockerScan.Core.Images;
using DockerScan.Core.Stores;
using DockerScan.Mongo.Scans;
using DockerScan.TestKit.Stores;
using MongoDB.Bson;

namespace DockerScan.Mongo.Tests.Scans;

/// <summary>The contract on MongoDB.</summary>
public sealed class MongoResultIndexTests : ResultIndexContract, IAsyncDisposable
{
    private readonly TemporaryStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task FindImageAsync_ManyNewerScansOfAnotherChain_IsStillTheFirstThatWasScanned()
    {
        var (_, index) = await CreateAsync();
        await _store.Database().Scans.InsertManyAsync(
            Enumerable.Range(0, 1_500).Select(number => new BsonDocument
            {
                { "_id", $"many{number:D6}" }, { "order", ObjectId.GenerateNewId() },
                { "result", new BsonDocument { { "reference", number == 0 ? "docker.io/library/debian:12" : "docker.io/library/node:22" }, { "chain", number == 0 ? "sha256:1" : "sha256:2" }, { "finishedAt", new BsonDateTime(number) } } },
            }),
            cancellationToken: Token);

        Assert.Equal("docker.io/library/debian:12", (await index.FindImageAsync(["sha256:1", "sha256:2"], Token))?.Image.ToString());
    }

    [Fact]
    public async Task ListNewestAsync_MoreNamesThanAreListed_AreTheNewest()
    {
        var (_, index) = await CreateAsync();
        await _store.Database().Scans.InsertManyAsync(
            Enumerable.Range(0, NewestResult.Most + 50).Select(number => new BsonDocument
            {
                { "_id", $"many{number:D6}" }, { "order", ObjectId.GenerateNewId() },
                { "result", new BsonDocument { { "reference", $"docker.io/library/node:{number}" }, { "platform", "linux/amd64" }, { "complete", true }, { "finishedAt", new BsonDateTime(number) } } },
            }),
            cancellationToken: Token);

        var found = await index.ListNewestAsync("docker.io/library/node", ImagePlatform.Default, Token);

        Assert.Equal(NewestResult.Most, found.Count);
        Assert.Equal(($"docker.io/library/node:{NewestResult.Most + 49}", "docker.io/library/node:50"), (found[0].Reference.ToString(), found[^1].Reference.ToString()));
    }

    protected override async Task<(IScanStore Store, IResultIndex Index)> CreateAsync() => (await _store.CreateAsync(Token), new MongoResultIndex(_store.Database()));
}
