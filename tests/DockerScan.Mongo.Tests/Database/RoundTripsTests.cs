using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Mongo.Acceptances;
using DockerScan.Mongo.Alerts;
using DockerScan.Mongo.Audit;
using DockerScan.Mongo.Reputations;
using DockerScan.Mongo.Scans;
using DockerScan.Mongo.Watches;
using DockerScan.MongoLoopback;
using DockerScan.TestKit.Stores;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.Mongo.Tests.Database;

/// <summary>How often each question goes to the server, however much is there, and along which index: on a server far away this is what it costs.</summary>
public sealed class RoundTripsTests : IAsyncDisposable
{
    private const int Images = 130;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly LoopbackMongo _server = LoopbackMongo.Start();
    private readonly TemporaryStore _store;
    private readonly List<string> _wrong = [];

    public RoundTripsTests() => _store = new TemporaryStore(_server.Address);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Questions_OfManyImages_AskTheServerOnceOrTwiceAlongAnIndex()
    {
        var (database, store) = (_store.Database(), _store.Store());
        await store.InitializeAsync(Token);
        var watches = new MongoWatchStore(database);
        for (var number = 1; number <= Images; number++)
        {
            var result = Full(Id(number)) with { Reference = ImageReference.Parse($"team/app:{number}"), Platform = ImagePlatform.Default, Revision = 0, ReuseKey = $"reuse{number}" };
            await watches.KeepResultAsync(result, Request($"team/app:{number}"), Token);
            await watches.PutAsync(WatchSamples.Watch($"watch{number:D6}"), Token);
        }

        await store.EnqueueAsync(Id(500), Request("team/app:7"), Start, Token);
        await store.FinishWithAsync(Id(7), (await store.ClaimAsync(Id(500), Token)).Claim, Token);
        var (list, index) = (new MongoScanList(database), new MongoResultIndex(database));
        var (alerts, acceptances, lookups, audit) = (new MongoAlertStore(database), new MongoAcceptanceStore(database), new MongoReputationStore(database), new MongoAuditStore(database, new AuditWriter("node1")));
        _server.IsRecording = true;

        await AsksAsync([1], () => store.FindJobAsync(Id(1), Token));
        await AsksAsync([1], () => store.FindIdsAsync("scan", 200, Token));
        await AsksAsync([1], () => store.ListRunningAsync(Token));
        // Once more for those that another's result answers.
        await AsksAsync([1, 1], () => list.ListAsync(new ScanListQuery { Take = ScanListQuery.MaxTaken }, Token));
        await AsksAsync([1, 1], () => list.ListAsync(new ScanListQuery { Text = "APP", Skip = 50 }, Token));
        await AsksAsync([1], () => list.ListAsync(new ScanListQuery { Verdict = Verdict.High, State = ScanState.Finished }, Token));
        // The scan, then what it names and its findings at once.
        await AsksAsync([1, 2], () => store.FindResultAsync(Id(7), Token));
        await AsksAsync([1, 2], () => store.FindLatestAsync("docker.io/team/app:7", Token));
        await AsksAsync([1, 2], () => store.FindReusableAsync("reuse7", Start.AddYears(-1), Token));
        // The scan, then the other one with all that was written for it.
        await AsksAsync([1, 3], () => store.FindResultAsync(Id(500), Token));
        // The newest of the findings, then whose it is with all of its result.
        await AsksAsync([2, 3], () => store.FindByFindingAsync(Finding(1).Key, Token));
        await AsksAsync([2, 1], () => alerts.FindStoryAsync(Finding(1).Key, Token));
        // Where it is, whose that is, what is newer, and the page: the same for one image and for thousands.
        await AsksAsync([1, 1, 1, 1], () => index.FindAsync(new FindingSearch { Text = "openssl", Take = FindingSearch.MaxTaken }, Token));
        await AsksAsync([1], () => index.ListNewestAsync("docker.io/team/app", ImagePlatform.Default, Token));
        await AsksAsync([1], () => index.FindImageAsync([Digest('3').Value], Token));
        await AsksAsync([1], () => watches.ListAsync(Token));
        await AsksAsync([1], () => watches.ListTargetsAsync("watch000001", Token));
        await AsksAsync([1], () => watches.ListLastAsync(Token));
        await AsksAsync([1], () => acceptances.ListAsync(Start, Token));
        await AsksAsync([1], () => acceptances.ListForAsync("docker.io/team/app", Start, Token));
        await AsksAsync([1], () => acceptances.ListHistoryAsync(100, Token));
        await AsksAsync([1, 1], () => alerts.ListOwedAsync(50, TimeSpan.Zero, Token));
        await AsksAsync([1], () => alerts.ReadAsync("watch000001", Token));
        await AsksAsync([1, 1], () => audit.ListAsync(null, 100, Token));
        await AsksAsync([1, 1], () => lookups.FindStaleAsync(0, Token));
        await AsksAsync([1, 1], () => lookups.GetStateAsync("account", Start, Token));
        Assert.Empty(_wrong);
    }

    // By trips: what is asked in one of them is asked at once.
    private async Task AsksAsync(int[] trips, Func<Task> askAsync)
    {
        _server.Asked.Clear();
        _server.Gather(trips);
        await askAsync().WaitAsync(Patience, Token);
        _server.Gather();
        var asked = _server.Asked.ToList();
        if (asked.Count < 1 || asked.Count > trips.Sum())
        {
            _wrong.Add($"{asked.Count} in place of {trips.Sum()}: {string.Join("; ", asked.Select(each => each.GetElement(0)))}");
        }

        _wrong.AddRange(asked.SelectMany(Question.Of).Where(question => !question.IsServed && !question.IsAlongAnIndex).Select(question => question.ToString()));
    }
}
