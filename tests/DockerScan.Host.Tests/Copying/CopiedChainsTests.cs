using DockerScan.Core.Stores;
using Microsoft.Data.Sqlite;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.Host.Tests.Copying;

/// <summary>The record of commands hangs together in a copy as it did before, goes on there, and a copy mends nothing that somebody changed.</summary>
public sealed class CopiedChainsTests : IAsyncDisposable
{
    private readonly TwoStores _stores = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_SeveralNodesWroteInTurn_EachChainFitsAndGoesOn(bool fromMongo)
    {
        await FilledStore.FillAsync(_stores.Open(fromMongo, "a"));
        await AddUnchainedAsync(fromMongo);
        foreach (var writer in (string[])["other", "local", "other", "third", "local"])
        {
            await AppendAsync(_stores.Open(fromMongo, "a", writer), writer);
        }

        var before = await StoredChains.VerifyAsync(_stores.Open(fromMongo, "a"));
        await _stores.CloseAsync();
        await TwoStores.CopyAsync(_stores.Open(fromMongo, "a"), _stores.Open(!fromMongo, "b"));
        await _stores.CloseAsync();

        var copied = await StoredChains.VerifyAsync(_stores.Open(!fromMongo, "b"));
        foreach (var writer in (string[])["other", "local"])
        {
            await AppendAsync(_stores.Open(!fromMongo, "b", writer), writer);
        }

        var after = await StoredChains.VerifyAsync(_stores.Open(!fromMongo, "b"));
        Assert.Equal(before, copied);
        Assert.Contains("✓ local: 5 records fit, 1 older ones were removed; the last is 6 ", copied, StringComparison.Ordinal);
        Assert.Contains("✓ other: 2 records fit", copied, StringComparison.Ordinal);
        Assert.Contains("! 1 records are of the time before", copied, StringComparison.Ordinal);
        Assert.StartsWith("0\n", after, StringComparison.Ordinal);
        Assert.Contains("✓ local: 6 records fit", after, StringComparison.Ordinal);
        Assert.Contains("✓ other: 3 records fit", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM audit WHERE number = 3", "3 is missing")]
    [InlineData("UPDATE audit SET user = 'U2' WHERE number = 3", "3 was changed")]
    [InlineData("UPDATE audit SET hash = NULL WHERE number = 3", "3 was changed")]
    [InlineData("UPDATE audit SET number = NULL WHERE number = 3", "3 is missing")]
    [InlineData("UPDATE audit SET number = 9 WHERE number = 3", "3 is missing")]
    [InlineData("DELETE FROM audit WHERE number = 4", "the end is missing")]
    [InlineData("UPDATE audit_chains SET cut_hash = 'ff'", "2 was changed")]
    [InlineData("DELETE FROM audit_chains", "1 is missing; its end was noted nowhere")]
    [InlineData("UPDATE audit_chains SET number = 0, hash = ''", "its end was noted nowhere")]
    public async Task RunAsync_SomebodyChangedARecord_IsSaidOfTheCopyToo(string change, string expected)
    {
        await FilledStore.FillAsync(_stores.Sqlite());
        await ExecuteAsync(change);
        var before = await StoredChains.VerifyAsync(_stores.Sqlite());
        await _stores.CloseAsync();

        await TwoStores.CopyAsync(_stores.Sqlite(), _stores.Mongo("b"));
        await TwoStores.CopyAsync(_stores.Mongo("b"), _stores.Sqlite("c.db"));
        await _stores.CloseAsync();

        Assert.Contains(expected, before, StringComparison.Ordinal);
        Assert.Equal(before, await StoredChains.VerifyAsync(_stores.Mongo("b")));
        Assert.Equal(before, await StoredChains.VerifyAsync(_stores.Sqlite("c.db")));
    }

    // The piece is there and its end was not noted: in the file the next would get a number that is taken.
    [Theory]
    [InlineData("other", "✓ other: 2 records fit")]
    [InlineData("local", "✓ local: 5 records fit")]
    public async Task RunAsync_MongoNodeDiedBeforeItNotedTheEnd_ChainGoesOnInTheCopy(string writer, string expected)
    {
        await FilledStore.FillAsync(_stores.Mongo("a"));
        var chains = Database.GetCollection<BsonDocument>("auditChains");
        var noted = await chains.Find(new BsonDocument("_id", writer)).FirstOrDefaultAsync(Token);
        await AppendAsync(_stores.Mongo("a", writer), writer);
        await chains.DeleteOneAsync(new BsonDocument("_id", writer), Token);
        if (noted is not null)
        {
            await chains.InsertOneAsync(noted, cancellationToken: Token);
        }

        await TwoStores.CopyAsync(_stores.Mongo("a"), _stores.Sqlite("b.db"));
        await _stores.CloseAsync();
        await AppendAsync(_stores.Sqlite("b.db", writer), writer);

        var verified = await StoredChains.VerifyAsync(_stores.Sqlite("b.db"));
        Assert.StartsWith("0\n", verified, StringComparison.Ordinal);
        Assert.Contains(expected, verified, StringComparison.Ordinal);
    }

    private IMongoDatabase Database => new MongoClient(_stores.Server.Address).GetDatabase("a");

    private static Task AppendAsync(IServiceProvider services, string user)
        => services.GetRequiredService<IAuditStore>().AppendAsync([new AuditedCommand(Start.AddMinutes(5), "slack", "T1", user, "scan", "completed", null, 1)], Token);

    // As from before there were chains.
    private async Task AddUnchainedAsync(bool isMongo)
    {
        if (!isMongo)
        {
            await ExecuteAsync("INSERT INTO audit (at, platform, place, user, command, outcome, duration_ms) VALUES (1, 'slack', 'T1', 'U1', 'scan', 'completed', 1)");
            return;
        }

        var command = new BsonDocument
        {
            { "at", new BsonDateTime(1) }, { "platform", "slack" }, { "place", "T1" }, { "user", "U1" }, { "command", "scan" }, { "outcome", "completed" }, { "error", BsonNull.Value },
            { "durationMs", 1L }, { "subject", string.Empty }, { "scan", BsonNull.Value }, { "count", 1 },
        };
        var piece = new BsonDocument { { "_id", ObjectId.GenerateNewId() }, { "v", 1 }, { "commands", new BsonArray { command } }, { "count", 1 }, { "oldest", command["at"] }, { "newest", command["at"] } };
        await Database.GetCollection<BsonDocument>("audit").InsertOneAsync(piece, cancellationToken: Token);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_stores["a.db"]};Pooling=false");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Token);
    }
}
