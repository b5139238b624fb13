using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.TestKit.Stores;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.Host.Tests.Copying;

/// <summary>A store of either kind with something of every kind of record in it, written through the ports as the program does.</summary>
internal static class FilledStore
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly Indicator Bad = new(IndicatorKind.Domain, "bad.site.net");
    private static readonly Indicator Other = new(IndicatorKind.Address, "2001:db8::1");

    /// <summary>Until when an alert waits.</summary>
    public static DateTimeOffset Later { get; } = Start.AddYears(80);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="services">The store.</param>
    /// <param name="scans">How many finished scans it has besides.</param>
    public static async Task FillAsync(IServiceProvider services, int scans = 3)
    {
        var store = services.GetRequiredService<IScanStore>();
        await store.InitializeAsync(Token);
        await ScanAsync(store, scans);
        await CardsAsync(services.GetRequiredService<ICardStore>());
        await ReputationsAsync(services.GetRequiredService<IReputationStore>());
        await WatchesAsync(services.GetRequiredService<IWatchStore>());
        await AlertsAsync(services.GetRequiredService<IAlertStore>());
        var acceptances = services.GetRequiredService<IAcceptanceStore>();
        await acceptances.AddAsync(AcceptanceSamples.Acceptance(1), Token);
        await acceptances.AddAsync(AcceptanceSamples.Full(), Token);
        await acceptances.AddAsync(AcceptanceSamples.Acceptance(2) with { ExpiresAt = null, Repository = "ghcr.io/acme/*" }, Token);
        await acceptances.RemoveAsync(AcceptanceSamples.Acceptance(1).Id, new AcceptanceRemoval("slack:U2", Start.AddDays(1)), Token);
        await AuditAsync(services.GetRequiredService<IAuditStore>());
        // Its time is the real one: what is old is forgotten with the next.
        await services.GetRequiredService<IReplayStore>().AddAsync(
            "slack", [new SeenRequest("a", Start.AddMinutes(1)), new SeenRequest("b|c", Start.AddMinutes(2))], Start, Token);
    }

    // A chain of which the oldest was removed.
    private static async Task AuditAsync(IAuditStore audit)
    {
        await audit.AppendAsync([new AuditedCommand(Start.AddDays(-200), "slack", "T1/C1", "U1", "scan", "completed", null, 12)], Token);
        await audit.PruneAsync(Start, Token);
        await audit.AppendAsync(
            [
                new AuditedCommand(Start, "slack", "T1/C1", "U1", "scan", "completed", null, 12) { Subject = "redis:7", Scan = Id(1).Value },
                new AuditedCommand(Start, "slack", "T1/C1", "U1", "scan", "completed", null, 12) { Subject = "redis:7", Scan = Id(1).Value },
                new AuditedCommand(Start.AddSeconds(1), "discord", "G1/300", "U9", "accept", "failed", "err1", 3) { Subject = "열려 있지", Count = 4 },
            ],
            Token);
    }

    private static async Task ScanAsync(IScanStore store, int scans)
    {
        await store.KeepResultAsync(Full(Id(1)) with { Revision = 0 }, Request("localhost:5000/team/app:1.2"), Token);
        Assert.True(await store.AmendAsync(Full(Id(1), findings: 3) with { Revision = 1 }, Token));
        for (var number = 10; number < 10 + scans; number++)
        {
            await store.KeepResultAsync(Result(Id(number), $"redis:{number}", Start.AddMinutes(number)), Request($"redis:{number}"), Token);
        }

        // Answered with another's result, given up, waiting to be tried again, waiting behind it.
        await store.EnqueueAsync(Id(2), Request("app:2"), Start, Token);
        Assert.Equal(LeaseAnswer.Held, await store.FinishWithAsync(Id(1), (await store.ClaimAsync(Id(2), Token)).Claim, Token));
        await store.EnqueueAsync(Id(3), Request("app:3"), Start, Token);
        Assert.Equal(CancelAnswer.Cancelled, await store.CancelAsync(Id(3), Token));
        await store.EnqueueAsync(Id(4), Request("app:4"), Start, Token);
        Assert.Equal(LeaseAnswer.Held, await store.ReleaseAsync((await store.ClaimAsync(Id(4), Token)).Claim, TimeSpan.FromHours(1), isFailure: true, Token));
        await store.EnqueueAsync(Id(5), Request("app:5") with { Priority = ScanPriority.Schedule, RequestedBy = "slack:T1/C1/U7" }, Start.AddMinutes(1), Token);
        // A dead letter.
        await store.EnqueueAsync(Id(6), Request("app:6"), Start, Token);
        var buried = Result(Id(6), "app:6", complete: false) with { Failure = new ScanFailure(FailureKind.Internal, "killed them") };
        Assert.Equal(LeaseAnswer.Held, await store.BuryAsync(buried, (await store.ClaimAsync(Id(6), Token)).Claim, Token));
    }

    private static async Task CardsAsync(ICardStore cards)
    {
        var shown = await cards.KeepAsync(new KeptCard("shown", Id(1), "slack", "C1", null, Joined: false, ReportLanguage.Korean), "owner", Lease, Token);
        await cards.PostedAsync(shown, "C1/17", Token);
        await cards.ShownAsync(shown, 1, Token);
        var owed = await cards.KeepAsync(new KeptCard("owed", Id(2), "discord", "300", null, Joined: true, ReportLanguage.English), "owner", Lease, Token);
        await cards.ReleaseAsync(owed, TimeSpan.FromMinutes(3), isFailure: true, Token);
        var report = await cards.KeepAsync(new KeptCard("report", Id(1), "slack", "C2", "C2/5", Joined: false, ReportLanguage.English, CardKind.Report), "owner", Lease, Token);
        await cards.ReleaseAsync(report, TimeSpan.Zero, isFailure: false, Token);
        var waits = await cards.KeepAsync(new KeptCard("waits", Id(4), "slack", "C1", null, Joined: false, ReportLanguage.English), "owner", Lease, Token);
        await cards.ReleaseAsync(waits, TimeSpan.Zero, isFailure: false, Token);
    }

    private static async Task ReputationsAsync(IReputationStore lookups)
    {
        await lookups.AnswerAsync(Bad, Report(Reputation.Malicious), Start, Token);
        await lookups.EnqueueAsync(Id(1), [new WantedLookup(Other, 60, MustAsk: true), new WantedLookup(Bad, 10, MustAsk: false)], isInteractive: true, "slack:T1/U1", Start, Token);
        await lookups.EnqueueAsync(Id(10), [new WantedLookup(Bad, 70, MustAsk: true)], isInteractive: false, "cli", Start.AddSeconds(1), Token);
        var claimed = (await lookups.ClaimAsync(new ClaimWish("worker", Lease), Token))!;
        await lookups.AnswerAsync(claimed.Claim, claimed.Item.Indicator, Report(Reputation.Harmless), Start.AddYears(80), Start.AddMinutes(1), Token);
        var limits = new QuotaLimits(4, 500, 100);
        for (var i = 0; i < 5; i++)
        {
            await lookups.TryTakeAsync("account", limits, isInteractive: true, Start.AddSeconds(30 * i), Token);
        }

        await lookups.TryTakeAsync("account", limits, isInteractive: true, Start.AddDays(1), Token);
        await lookups.BlockAsync("account", "quota", Start.AddDays(1).AddMinutes(1), Start.AddDays(2), Start.AddDays(1), Token);
        await lookups.BlockAsync("other", "refused", Start, Start, Start, Token);
    }

    private static async Task WatchesAsync(IWatchStore watches)
    {
        await watches.PutAsync(WatchSamples.Watch() with { FirstScan = Id(1) }, Token);
        await watches.PutAsync(WatchSamples.Full(), Token);
        Assert.True(await watches.SaveTargetAsync(WatchSamples.Target(), Token));
        Assert.True(await watches.SaveTargetAsync(WatchSamples.Target() with { Revision = 1 }, Token));
        for (var hour = 0; hour < 3; hour++)
        {
            await watches.PlanAsync("watch000001", Start.AddHours(hour), Token);
        }

        for (var hour = 0; hour < 2; hour++)
        {
            var run = (await watches.ClaimAsync(new ClaimWish("worker", Lease) { Only = WatchRun.IdOf("watch000001", Start.AddHours(hour)) }, Token))!;
            await watches.KeepAsync(run.Claim, [WatchSamples.Scan()], new WatchCounts { Scanned = 1 }, Token);
            await watches.EndAsync(run.Claim, new WatchRunEnd(WatchRunOutcome.Ended, new WatchCounts { Scanned = 1 }), Token);
        }

        var open = (await watches.ClaimAsync(new ClaimWish("worker", Lease), Token))!;
        await watches.KeepAsync(open.Claim, [WatchSamples.Scan(2)], new WatchCounts { Scanned = 2 }, Token);
        await watches.ReleaseAsync(open.Claim, TimeSpan.FromMinutes(10), isFailure: true, Token);
        await watches.PlanAsync("watch00full", Start.AddHours(1), Token);
        await watches.SeeAsync("docker.io/library/redis", [Digest('a'), Digest('b')], Token);
    }

    private static async Task AlertsAsync(IAlertStore alerts)
    {
        var alert = AlertSamples.Alert();
        Assert.True(await alerts.KeepAsync(AlertSamples.FullBook() with { Revision = 0 }, [alert], Token));
        Assert.True(await alerts.PutAsync(AlertSamples.Full() with { Id = Id(500) }, Token));
        Assert.True(await alerts.PutAsync(AlertSamples.Alert("shock", watch: string.Empty, database: "db 2"), Token));
        Assert.True(await alerts.PutAsync(AlertSamples.Alert("waits") with { NotBefore = Later }, Token));
        await alerts.RelayedAsync(alert.Id, alert.Revision, Token);
    }
}
