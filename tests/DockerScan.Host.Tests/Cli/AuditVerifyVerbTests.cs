using System.Text.Json;
using DockerScan.Core.Stores;
using DockerScan.Host.Cli;
using DockerScan.Host.Tests.Copying;
using Microsoft.Data.Sqlite;
using MongoDB.Bson;
using MongoDB.Driver;

namespace DockerScan.Host.Tests.Cli;

/// <summary><c>audit verify</c> over a real store: what it says of each damage, and that a shell hears of it.</summary>
public sealed class AuditVerifyVerbTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TwoStores _stores = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task RunAsync_NothingWasAskedFor_SaysSo()
    {
        await _stores.Sqlite().GetRequiredService<IScanStore>().InitializeAsync(Token);

        Assert.Equal((0, "No command was asked for.\n"), await VerifyAsync());
    }

    [Fact]
    public async Task RunAsync_TwoNodes_ALineForEachWithTheEndToKeep()
    {
        await FillAsync();

        var (exit, said) = await VerifyAsync();

        Assert.Equal(0, exit);
        Assert.Matches(@"\A✓ one: 3 records fit, 0 older ones were removed; the last is 3 [0-9a-f]{64}\n✓ two: 1 records fit, 0 older ones were removed; the last is 1 [0-9a-f]{64}\n\z", said);
    }

    [Theory]
    [InlineData("UPDATE audit SET user = 'U2' WHERE writer = 'one' AND number = 2", "✗ one: 2 was changed, or the one before it; 1 records before it fit")]
    [InlineData("DELETE FROM audit WHERE writer = 'one' AND number = 2", "✗ one: 2 is missing; 1 records before it fit")]
    [InlineData("DELETE FROM audit WHERE writer = 'one' AND number = 3", "✗ one: the end is missing: there were 3; 2 records before it fit")]
    [InlineData("DELETE FROM audit WHERE writer = 'one'", "✗ one: the end is missing: there were 3; 0 records before it fit")]
    [InlineData("UPDATE audit SET writer = NULL WHERE writer = 'one' AND number = 3", "✗ one: the end is missing: there were 3; 2 records before it fit")]
    [InlineData("DELETE FROM audit_chains WHERE writer = 'one'", "✗ one: its end was noted nowhere: somebody took it out, or the node died over its first note; 3 records before it fit")]
    [InlineData("UPDATE audit_chains SET number = 0, hash = '' WHERE writer = 'one'", "✗ one: its end was noted nowhere: somebody took it out, or the node died over its first note; 3 records before it fit")]
    [InlineData("UPDATE audit_chains SET writer = 'three' WHERE writer = 'one'", "✗ three: the end is missing: there were 3; 0 records before it fit")]
    public async Task RunAsync_OneChainWasDamaged_ItIsNamedAndTheExitIs1(string change, string expected)
    {
        await FillAsync();
        await ExecuteAsync(change);

        var (exit, said) = await VerifyAsync();

        Assert.Equal(1, exit);
        Assert.Contains(expected + "\n", said, StringComparison.Ordinal);
        // What is wrong with one takes nothing from another.
        Assert.Contains("✓ two: 1 records fit", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_AllNotesTakenOut_EachChainIsNamed(bool isMongo)
    {
        await FillAsync(isMongo);
        await (isMongo ? TakeMongoNotesOutAsync() : ExecuteAsync("DELETE FROM audit_chains"));

        var (exit, said) = await VerifyAsync(isMongo: isMongo);

        Assert.Equal(1, exit);
        Assert.Matches(@"\A✗ one: its end was noted nowhere: .*; 3 records before it fit\n✗ two: its end was noted nowhere: .*; 1 records before it fit\n\z", said);
    }

    [Fact]
    public async Task RunAsync_RecordsFromBeforeThereWereChains_AreCountedAndNoFault()
    {
        await FillAsync();
        await ExecuteAsync("INSERT INTO audit (at, platform, place, user, command, outcome, duration_ms) VALUES (1, 'slack', 'T1', 'U1', 'scan', 'completed', 1)");

        var (exit, said) = await VerifyAsync();

        Assert.Equal(0, exit);
        Assert.EndsWith("\n! 1 records are of the time before there were chains, and cannot be checked\n", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_AsJson_IsOneArrayOfWhatToKeep()
    {
        await FillAsync();
        await ExecuteAsync("DELETE FROM audit_chains WHERE writer = 'two'");

        var (exit, said) = await VerifyAsync(asJson: true);

        var chains = JsonDocument.Parse(said).RootElement.EnumerateArray().ToList();
        Assert.Equal((1, 2), (exit, chains.Count));
        Assert.Equal(["writer", "fits", "problem", "records", "number", "hash", "removed"], chains[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal(("one", true, 3), (chains[0].GetProperty("writer").GetString(), chains[0].GetProperty("fits").GetBoolean(), chains[0].GetProperty("number").GetInt32()));
        Assert.Equal(64, chains[0].GetProperty("hash").GetString()!.Length);
        Assert.False(chains[1].GetProperty("fits").GetBoolean());
        Assert.StartsWith("its end was noted nowhere", chains[1].GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    // A name in the store is anybody's who may write there: a terminal must not obey it.
    [Fact]
    public async Task RunAsync_WriterWithControls_IsShownWithoutThem()
    {
        await FillAsync();
        await ExecuteAsync("UPDATE audit SET writer = 'a' || char(27) || '[2J' || char(10) || '✓ all' WHERE writer = 'one'");

        var (exit, said) = await VerifyAsync();

        Assert.Equal(1, exit);
        Assert.DoesNotContain('\u001b', said);
        Assert.DoesNotContain("\n✓ all", said, StringComparison.Ordinal);
    }

    // As it is typed, with settings, store and exit status of the whole program.
    [Fact]
    public async Task RunAsync_ByTheCommandLine_EndsWith1()
    {
        await FillAsync();
        await ExecuteAsync("DELETE FROM audit_chains");
        var settings = _stores["settings.json"];
        await File.WriteAllTextAsync(settings, $$"""{ "Storage": { "Path": "{{_stores["a.db"]}}" } }""", Token);
        await using var output = new StringWriter();

        Assert.Equal(1, await CommandLine.RunAsync(["audit", "verify", "--config", settings], output, output));
    }

    // Retention and a node's very first command go on while it is read.
    [Theory]
    [InlineData(0, 2)]
    [InlineData(3, 0)]
    public async Task RunAsync_ChainMovedOnMeanwhile_IsNoDamage(long notedBefore, long cutNow)
    {
        await FillAsync();
        var chains = _stores.Sqlite().GetRequiredService<IAuditChains>();
        var now = (await chains.ListAsync(Token)).Single(chain => chain.Writer == "one");
        List<ChainedCommand> records = [];
        await foreach (var record in chains.ReadAsync("one", Token))
        {
            records.Add(record);
        }

        var anchored = now with { CutNumber = cutNow, CutHash = cutNow > 0 ? records[(int)cutNow - 1].Hash : string.Empty };
        var before = notedBefore > 0 ? now with { Number = notedBefore, Hash = new string('0', 64) } : AuditChainState.NotNoted("one");
        await using var output = new StringWriter();

        var exit = await AuditVerifyVerb.RunAsync(new MovingChains([[before], [anchored]], [.. records.Where(record => record.Number > cutNow)]), asJson: false, output, Token);

        Assert.Equal(0, exit);
        Assert.StartsWith("✓ one: ", output.ToString(), StringComparison.Ordinal);
    }

    private async Task FillAsync(bool isMongo = false)
    {
        await _stores.Open(isMongo, "a").GetRequiredService<IScanStore>().InitializeAsync(Token);
        foreach (var (writer, minute) in new[] { ("one", 0), ("two", 1), ("one", 2), ("one", 3) })
        {
            var command = new AuditedCommand(Start.AddMinutes(minute), "slack", "T1/C1", "U1", "scan", "completed", null, 12);
            await _stores.Open(isMongo, "a", writer).GetRequiredService<IAuditStore>().AppendAsync([command], Token);
        }
    }

    private async Task<(int Exit, string Said)> VerifyAsync(bool asJson = false, bool isMongo = false)
    {
        await using var output = new StringWriter();
        var exit = await AuditVerifyVerb.RunAsync(_stores.Open(isMongo, "a").GetRequiredService<IAuditChains>(), asJson, output, Token);
        return (exit, output.ToString());
    }

    private async Task TakeMongoNotesOutAsync()
    {
        var notes = new MongoClient(_stores.Server.Address).GetDatabase("a").GetCollection<BsonDocument>("auditChains");
        Assert.Equal(2, (await notes.DeleteManyAsync(new BsonDocument(), Token)).DeletedCount);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_stores["a.db"]};Pooling=false");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync(Token));
    }

    /// <summary>Lists other states each time it is asked.</summary>
    private sealed class MovingChains(IReadOnlyList<IReadOnlyList<AuditChainState>> states, IReadOnlyList<ChainedCommand> records) : IAuditChains
    {
        private int _asked;

        public Task<IReadOnlyList<AuditChainState>> ListAsync(CancellationToken cancellationToken) => Task.FromResult(states[_asked++]);

        public IAsyncEnumerable<ChainedCommand> ReadAsync(string writer, CancellationToken cancellationToken) => records.ToAsyncEnumerable();

        public Task<long> CountUnchainedAsync(CancellationToken cancellationToken) => Task.FromResult(0L);
    }
}
