using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Core.Acceptances;
using DockerScan.Mongo.Acceptances;
using DockerScan.Mongo.Alerts;
using DockerScan.Core.Watches;
using DockerScan.Mongo.Audit;
using DockerScan.Mongo.Cards;
using DockerScan.Mongo.Replay;
using DockerScan.Mongo.Reputations;
using DockerScan.Mongo.Scans;
using DockerScan.Mongo.Watches;
using DockerScan.TestKit.Stores;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.Mongo.Tests.BadDays;

/// <summary>Every kind of step of every port, one after another, and what each answered.</summary>
internal sealed class Story(TemporaryStore store)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly Indicator Bad = new(IndicatorKind.Domain, "bad.site.net");
    private readonly List<string> _told = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<IReadOnlyList<string>> TellAsync()
    {
        var database = store.Database();
        var scans = store.Store();
        var (cards, lookups) = (new MongoCardStore(database), new MongoReputationStore(database));
        await scans.InitializeAsync(Token);
        await ScanAsync(scans, cards, lookups);
        await AnswerAsync(scans, lookups);
        await ShowAsync(cards);
        await QuotaAsync(lookups);
        await RestAsync(scans, new MongoAuditStore(database, new AuditWriter("node1")), new MongoReplayStore(database));
        await AcceptAsync(new MongoAcceptanceStore(database));
        await AlertAsync(new MongoAlertStore(database));
        await WatchAsync(new MongoWatchStore(database), scans);
        await lookups.PruneAsync(Start.AddDays(1), Token);
        Tell("results", await database.Results.CountDocumentsAsync(new MongoDB.Bson.BsonDocument(), cancellationToken: Token));
        Tell("findings", await database.Findings.CountDocumentsAsync(new MongoDB.Bson.BsonDocument(), cancellationToken: Token));
        return _told;
    }

    private async Task AcceptAsync(MongoAcceptanceStore acceptances)
    {
        var one = AcceptanceSamples.Acceptance(1);
        await acceptances.AddAsync(one, Token);
        await acceptances.AddAsync(AcceptanceSamples.Acceptance(2) with { Repository = "ghcr.io/acme/*" }, Token);
        Tell("taken back", await acceptances.RemoveAsync(one.Id, new AcceptanceRemoval("slack:U2", Start.AddDays(1)), Token));
        Tell("taken back", await acceptances.RemoveAsync(one.Id, new AcceptanceRemoval("slack:U3", Start.AddDays(2)), Token));
        Tell("found", (await acceptances.FindAsync(one.Id, Token))?.Removal);
        Tell("listed", string.Join(',', (await acceptances.ListAsync(Start.AddDays(1), Token)).Select(each => each.Id)));
        Tell("listed", string.Join(',', (await acceptances.ListForAsync(one.Repository, Start, Token)).Select(each => each.Id)));
        Tell("listed", string.Join(',', (await acceptances.ListHistoryAsync(10, Token)).Select(each => each.Id)));
    }

    private async Task ScanAsync(MongoScanStore scans, MongoCardStore cards, MongoReputationStore lookups)
    {
        Tell("queued", await scans.EnqueueAsync(Id(1), Request("a"), Start, Token));
        Tell("queued", await scans.EnqueueAsync(Id(2), Request("b"), Start, Token));
        Tell("joined", await scans.EnqueueAsync(Id(3), Request("a") with { Priority = ScanPriority.Schedule }, Start, Token));
        var kept = await cards.KeepAsync(new KeptCard("card", Id(1), "slack", "C1", null, false, ReportLanguage.Korean), "owner", Lease, Token);
        Tell("posted", await cards.PostedAsync(kept, "C1/17", Token));
        var claimed = (await scans.ClaimAsync(new ClaimWish("worker", Lease), Token))!;
        Tell("claimed", (claimed.Item.Id, claimed.Item.Attempts, claimed.Claim.Fence));
        Tell("renewed", await scans.RenewAsync(claimed.Claim, Lease, Token));
        Tell("progress", await scans.ProgressAsync(claimed.Claim, [new StageProgress("trivy", null, null, "it runs")], Token));
        Tell("target", await scans.TryTakeTargetAsync(claimed.Claim, "t", Token));
        await lookups.EnqueueAsync(Id(1), [new WantedLookup(Bad, 60, MustAsk: true)], isInteractive: true, "slack:T1/U1", Start, Token);
        Tell("finished", await scans.FinishAsync(Full(Id(1)), claimed.Claim, Token));
        Tell("stale", await scans.RenewAsync(claimed.Claim, Lease, Token));
        var second = (await scans.ClaimAsync(new ClaimWish("worker", Lease), Token))!;
        Tell("claimed", (second.Item.Id, second.Item.Attempts, second.Claim.Fence));
        Tell("released", await scans.ReleaseAsync(second.Claim, TimeSpan.Zero, isFailure: true, Token));
        second = (await scans.ClaimAsync(new ClaimWish("worker", Lease), Token))!;
        Tell("claimed", (second.Item.Id, second.Item.Attempts, second.Claim.Fence));
        Tell("answered", await scans.FinishWithAsync(Id(1), second.Claim, Token));
        await cards.WantAsync(Id(1), 3, Token);
        await cards.ReleaseAsync(kept, TimeSpan.Zero, isFailure: false, Token);
    }

    private async Task AnswerAsync(MongoScanStore scans, MongoReputationStore lookups)
    {
        var wanted = (await lookups.ClaimAsync(new ClaimWish("worker", Lease), Token))!;
        Tell("look-up", (wanted.Item, wanted.Claim.Fence));
        Tell("released", await lookups.ReleaseAsync(wanted.Claim, TimeSpan.Zero, isFailure: true, Token));
        wanted = (await lookups.ClaimAsync(new ClaimWish("worker", Lease), Token))!;
        Tell("look-up", (wanted.Item, wanted.Claim.Fence));
        Tell("answer", await lookups.AnswerAsync(wanted.Claim, Bad, Report(Reputation.Malicious), Start.AddYears(80), Start, Token));
        Tell("known", Assert.Single(await lookups.FindAsync([Bad], Token)).Report);
        var stale = (await lookups.FindStaleAsync(0, Token))!;
        Tell("amended", await scans.AmendAsync(Full(Id(1), findings: 3) with { Revision = 4 }, Token));
        await lookups.SettleAsync(stale, Token);
        Tell("settled", await lookups.FindStaleAsync(0, Token));
        Tell("found", (await scans.FindResultAsync(Id(2), Token))!.Findings.Count);
        Tell("newest", (await scans.FindReusableAsync("reuse", Start.AddYears(-1), Token))!.Revision);
    }

    private async Task ShowAsync(MongoCardStore cards)
    {
        Tell("repaired", await cards.RepairAsync(Token) >= 0);
        var due = (await cards.ClaimAsync(new ClaimWish("keeper", Lease) { Lane = "slack" }, Token))!;
        Tell("due", (due.Item.Card, due.Item.Shown, due.Claim.Fence));
        Tell("shown", await cards.ShownAsync(due.Claim, 4, Token));
        Tell("owed", await cards.ClaimAsync(new ClaimWish("keeper", Lease) { Lane = "slack" }, Token));
        var other = await cards.KeepAsync(new KeptCard("other", Id(2), "slack", "C1", null, true, ReportLanguage.English), "owner", Lease, Token);
        await cards.RenewAllAsync("owner", Lease, Token);
        Tell("forgotten", await cards.ForgetAsync(other, Token));
        Tell("forgotten", await cards.RenewAsync(other, Lease, Token));
    }

    private async Task QuotaAsync(MongoReputationStore lookups)
    {
        var limits = new QuotaLimits(2, 100, 10);
        for (var i = 0; i < 3; i++)
        {
            Tell("taken", (await lookups.TryTakeAsync("account", limits, true, Start.AddSeconds(i), Token)).RetryAt);
        }

        await lookups.BlockAsync("account", "quota", Start.AddMinutes(1), Start.AddHours(9), Start, Token);
        Tell("quota", await lookups.GetStateAsync("account", Start.AddSeconds(3), Token));
        await lookups.UnblockAsync("account", Token);
        Tell("quota", await lookups.GetStateAsync("account", Start.AddSeconds(3), Token));
    }

    private async Task RestAsync(MongoScanStore scans, MongoAuditStore audit, MongoReplayStore replay)
    {
        await scans.EnqueueAsync(Id(5), Request("c"), Start, Token);
        await scans.EnqueueAsync(Id(6), Request("d"), Start, Token);
        Tell("cancelled", await scans.CancelAsync(Id(5), Token));
        var claimed = (await scans.ClaimAsync(new ClaimWish("dead", Lease), Token))!;
        Tell("asked", await scans.CancelAsync(Id(6), Token));
        Tell("stopped", await scans.StopAsync(claimed.Claim, Token));
        await scans.EnqueueAsync(Id(7), Request("e"), Start, Token);
        await scans.ClaimAsync(Id(7), Token, "dead");
        await scans.EndLeasesAsync("dead", Token);
        Tell("again", (await scans.ClaimAsync(Id(7), Token)).Item.Attempts);
        Tell("depth", await scans.GetDepthAsync(Token));
        Tell("running", string.Join(' ', await scans.ListRunningAsync(Token)));
        Tell("listed", string.Join(' ', (await scans.ListAsync(10, Token)).Select(job => $"{job.Id} {job.State}").Order(StringComparer.Ordinal)));
        Tell("ids", string.Join(' ', await scans.FindIdsAsync("scan", 10, Token)));
        await audit.AppendAsync([new AuditedCommand(Start, "slack", "T1", "U1", "scan", "completed", null, 1), new AuditedCommand(Start, "slack", "T1", "U1", "scan", "refused", null, 2)], Token);
        Tell("audit", (await audit.ListAsync(null, 10, Token)).Count);
        await replay.AddAsync("slack", [new SeenRequest("a", Start.AddMinutes(1)), new SeenRequest("b", Start.AddMinutes(2))], Start, Token);
        Tell("seen", (await replay.ListAsync("slack", Start, 10, Token)).Count);
    }

    private async Task AlertAsync(MongoAlertStore alerts)
    {
        var (book, alert) = (AlertSamples.FullBook(), AlertSamples.Alert());
        Tell("told", await alerts.KeepAsync(book with { Revision = 0 }, [alert], Token));
        Tell("told", await alerts.KeepAsync(book with { Revision = 0 }, [alert], Token));
        Tell("told", await alerts.KeepAsync(await alerts.ReadAsync(book.WatchId, Token), [alert with { Revision = 1 }], Token));
        Tell("put", await alerts.PutAsync(AlertSamples.Alert("shock", watch: string.Empty, database: "db 2"), Token));
        Tell("put", await alerts.PutAsync(AlertSamples.Alert("shock", watch: string.Empty, database: "db 2"), Token));
        var owed = await alerts.ListOwedAsync(10, TimeSpan.Zero, Token);
        Tell("owed", string.Join(' ', owed.Select(each => $"{each.Alert.Run} {each.Alert.Revision} {each.Relayed}")));
        await alerts.RelayedAsync(alert.Id, 1, Token);
        Tell("owed", string.Join(' ', (await alerts.ListOwedAsync(10, TimeSpan.Zero, Token)).Select(each => each.Alert.Run)));
        Tell("found", (await alerts.FindAsync(alert.Id, Token))?.Revision);
        Tell("of one database", (await alerts.ListByDatabaseAsync("db 2", Token)).Count);
        var story = await alerts.FindStoryAsync(book.Entries[0].Key, Token);
        Tell("story", (story.First, story.Books.Count));
        await alerts.PruneAsync(Start.AddDays(1), Token);
    }

    private async Task WatchAsync(MongoWatchStore watches, MongoScanStore scans)
    {
        await watches.PutAsync(WatchSamples.Watch() with { FirstScan = Id(1) }, Token);
        await watches.PutAsync(WatchSamples.Full(), Token);
        Tell("watch", (await watches.FindByFirstScanAsync(Id(1), Token))?.Id);
        Tell("watches", string.Join(' ', (await watches.ListAsync(Token)).Select(watch => watch.Id)));
        Tell("saved", await watches.SaveTargetAsync(WatchSamples.Target(), Token));
        Tell("saved", await watches.SaveTargetAsync(WatchSamples.Target() with { Revision = 1 }, Token));
        Tell("saved", await watches.SaveTargetAsync(WatchSamples.Target() with { Revision = 1 }, Token));
        Tell("saved", await watches.SaveTargetAsync(WatchSamples.Target("nobody") with { Revision = 0 }, Token));
        Tell("planned", await watches.PlanAsync("watch000001", Start, Token));
        Tell("planned", await watches.PlanAsync("watch000001", Start.AddHours(1), Token));
        Tell("planned", await watches.PlanAsync("watch000001", Start, Token));
        var run = (await watches.ClaimAsync(new ClaimWish("worker", Lease), Token))!;
        Tell("run", (run.Item.Id, run.Claim.Fence));
        Tell("renewed", await watches.RenewAsync(run.Claim, Lease, Token));
        Tell("kept", await watches.KeepAsync(run.Claim, [WatchSamples.Scan()], new WatchCounts { Scanned = 1 }, Token));
        Tell("ended", await watches.EndAsync(run.Claim, new WatchRunEnd(WatchRunOutcome.Ended, new WatchCounts { Scanned = 1 }), Token));
        run = (await watches.ClaimAsync(new ClaimWish("worker", Lease), Token))!;
        Tell("earlier", await watches.HasEarlierAsync(run.Item, Token));
        Tell("released", await watches.ReleaseAsync(run.Claim, TimeSpan.Zero, isFailure: true, Token));
        run = (await watches.ClaimAsync(new ClaimWish("dead", Lease), Token))!;
        await watches.EndLeasesAsync("dead", Token);
        run = (await watches.ClaimAsync(new ClaimWish("worker", Lease) { Only = run.Claim.Item }, Token))!;
        Tell("run", (run.Item.Id, run.Item.Failures, run.Claim.Fence));
        Tell("ended", await watches.EndAsync(run.Claim, new WatchRunEnd(WatchRunOutcome.Ended, new WatchCounts()), Token));
        Tell("last", Assert.Single(await watches.ListLastAsync(Token)).Planned);
        await watches.SeeAsync("r", [Digest('a'), Digest('b')], Token);
        await watches.SeeAsync("r", [Digest('a')], Token);
        Tell("seen", await watches.FindFirstSeenAsync("r", [Digest('a')], Token) is not null);
        await watches.KeepResultAsync(Full(Id(8)) with { Revision = 0 }, Request("w"), Token);
        await watches.KeepResultAsync(Full(Id(8)) with { Revision = 0 }, Request("w"), Token);
        Tell("result", (await scans.FindResultAsync(Id(8), Token))?.Findings.Count);
        await watches.PruneAsync(TimeProvider.System.GetUtcNow().AddDays(31), Token);
        Tell("nobody's", (await watches.ListTargetsAsync("nobody", Token)).Count);
        Tell("knows", Assert.Single(await watches.ListTargetsAsync("watch000001", Token)).Revision);
        Tell("removed", await watches.RemoveAsync("watch000001", Token));
        Tell("open", await watches.CountOpenAsync(Token));
    }

    private void Tell(string what, object? answer) => _told.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {answer}"));
}
