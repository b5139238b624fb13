using System.Globalization;
using DockerScan.Core.Scans;
using DockerScan.Sqlite.Tests.Kills;
using DockerScan.TestKit.Stores;
using MongoDB.Bson;
using MongoDB.Driver;

namespace DockerScan.Mongo.Tests.Kills;

/// <summary>Real processes on one MongoDB, killed and frozen in the middle of their work, as on SQLite: <c>DOCKERSCAN_TEST_KILLS</c> kills over more.</summary>
public sealed class KilledWorkersTests : IAsyncDisposable
{
    private const int Workers = 3;
    private const int MaxLosses = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly TemporaryStore _store = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-kills-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The database of a test is its own, whichever server is named.
    private string Address => new MongoUrlBuilder(TestServer.Address) { DatabaseName = _store.Name }.ToString();

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Kill_WorkersAtRandomMoments_EachScanEndsOnce()
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 8;
        var scans = 20 + (6 * kills);
        await FillAsync(scans);
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"seed {seed}"));
        var random = new Random(seed);
        var workers = Enumerable.Range(0, Workers).Select(_ => Start()).ToList();
        try
        {
            for (var kill = 0; kill < kills; kill++)
            {
                var ended = await CountAsync("finished");
                await UntilAsync(async () => await CountAsync("finished") >= ended + 1 + random.Next(4));
                var victim = random.Next(Workers);
                await workers[victim].KillAsync();
                await workers[victim].DisposeAsync();
                workers[victim] = Start();
            }

            await UntilAsync(async () => await CountAsync("finished") == scans);
        }
        finally
        {
            foreach (var worker in workers)
            {
                await worker.DisposeAsync();
            }
        }

        var all = await _store.Database().Scans.Find(new BsonDocument()).ToListAsync(Token);
        var named = all.Select(scan => scan["result"]["key"].AsString).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(scans, named.Count);
        // What was written and lost its claim is marked, and swept; whoever is killed between naming a result and taking its mark away leaves that to the sweep, too.
        var written = await _store.Database().Results.Find(new BsonDocument()).ToListAsync(Token);
        Assert.Subset(written.Select(result => result["_id"].AsString).ToHashSet(StringComparer.Ordinal), named);
        Assert.Subset(named, written.Where(result => !result.Contains("pending")).Select(result => result["_id"].AsString).ToHashSet(StringComparer.Ordinal));
        Assert.All(all, scan => Assert.Equal(scan.Contains("dead"), scan["fence"].ToInt64() > MaxLosses));
        Assert.True(all.Count(scan => scan["fence"].ToInt64() > 1) >= kills / 2, "a kill that hit nobody's work would prove nothing");
    }

    [Fact]
    public async Task Freeze_WorkerForThreeLeases_NothingOfItLands()
    {
        const int lease = 2;
        await FillAsync(1);
        var store = _store.Store();
        await using var frozen = WorkerProcess.Start(_folder.FullName, stageMs: 1500, lease, Address);
        await frozen.SaysAsync("working", Token);
        await UntilAsync(async () => (await store.FindJobAsync(ScanSamples.Id(0), Token))!.State == ScanState.Running);
        await frozen.FreezeAsync();
        var until = (await store.FindJobAsync(ScanSamples.Id(0), Token))!.LeaseUntil!.Value.AddSeconds(2 * lease);
        await UntilAsync(() => Task.FromResult(TimeProvider.System.GetUtcNow() > until));

        await using var other = WorkerProcess.Start(_folder.FullName, stageMs: 50, lease, Address);
        await other.SaysAsync("outcome complete", Token);
        var before = await _store.Database().Scans.Find(new BsonDocument()).SingleAsync(Token);
        await frozen.ThawAsync();
        var outcome = await frozen.FindOutcomeAsync(TimeSpan.FromSeconds(20), Token);

        Assert.Contains(outcome ?? "lost", (string[])["lost", "released"]);
        var after = await _store.Database().Scans.Find(new BsonDocument()).SingleAsync(Token);
        Assert.Equal((before["result"], before["fence"], before["progress"]), (after["result"], after["fence"], after["progress"]));
        Assert.Equal(other.Id.ToString(CultureInfo.InvariantCulture), await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "captures", ScanSamples.Id(0).Value), Token));
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Patience);
        while (!await isSo())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    private async Task FillAsync(int count)
    {
        var store = await _store.CreateAsync(Token);
        for (var number = 0; number < count; number++)
        {
            await store.EnqueueAsync(ScanSamples.Id(number), ScanSamples.Request(FormattableString.Invariant($"app:{number}")), DateTimeOffset.UnixEpoch.AddSeconds(number), Token);
        }
    }

    private Task<long> CountAsync(string state) => _store.Database().Scans.CountDocumentsAsync(new BsonDocument("state", state), cancellationToken: Token);

    private WorkerProcess Start() => WorkerProcess.Start(_folder.FullName, stageMs: 120, leaseSeconds: 5, Address);
}
