using DockerScan.Core.Acceptances;
using DockerScan.Core.Alerts;
using DockerScan.Core.Findings;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Engine.Alerting;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.Engine.Tests.Watching;
using DockerScan.Engine.Watching;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Engine.Tests.Alerting;

/// <summary>When what was found is told, over a real store: at night, once a day, once a week, image by image, and what becomes of cards when something is accepted.</summary>
public sealed class TimedAlertsTests : IDisposable
{
    private readonly WatchRig _rig = new(withAlerts: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IAlertStore Alerts => _rig.Rig.Services.GetRequiredService<IAlertStore>();

    private ICardStore Cards => _rig.Rig.Services.GetRequiredService<ICardStore>();

    private DateTimeOffset Now => _rig.Rig.Time.GetUtcNow();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task QuietHours_TwoWatches_AreOneMessageWhenTheyHaveEnded()
    {
        await _rig.Scans.InitializeAsync(Token);
        var quiet = Around();
        var watches = await TwoAsync(wish => wish with { Quiet = quiet });
        Find("CVE-2026-1");
        _rig.Replace();
        await _rig.RunAsync(watches[0]);
        await _rig.RunAsync(watches[1]);
        Assert.Null(await OwedAsync());

        _rig.Rig.Time.Advance(TimeSpan.FromHours(12));
        await RelayAsync();
        await RelayAsync();

        var digest = await OwedAsync();
        // The rig's engine has one image: both watches found the same finding in it, which is counted once.
        Assert.Equal((AlertKind.Digest, 1, 2), (digest!.Kind, digest.Counts.New, digest.Scans.Count));
        Assert.Equal(2, Assert.Single(digest.Lines).Tags.Count);
        Assert.Null(await OwedAsync());
    }

    [Fact]
    public async Task QuietHours_OneWatchAlone_IsToldAsItWouldHaveBeen()
    {
        var watch = await _rig.WatchAsync(change: wish => wish with { Quiet = Around() });
        await OwedAsync();
        Find("CVE-2026-1");
        _rig.Replace();
        await _rig.RunAsync(watch);
        Assert.Null(await OwedAsync());

        _rig.Rig.Time.Advance(TimeSpan.FromHours(12));
        await RelayAsync();

        Assert.Equal((AlertKind.News, watch.Id), ((await OwedAsync()) is var alert ? alert!.Kind : default, alert!.WatchId));
        Assert.Null(await OwedAsync());
    }

    [Fact]
    public async Task QuietHours_WhatMayNotWait_IsToldAtOnce()
    {
        var watch = await _rig.WatchAsync(change: wish => wish with { Quiet = Around(), Tell = TellWhen.Daily });
        await OwedAsync();
        _rig.Rig.Trivy.Scan = (_, _) => Task.FromResult(new ScannerOutcome { Outcome = StageOutcome.Completed, Findings = [Rig.Draft("malware", Severity.Critical) with { Check = Core.Checks.CheckIds.AutorunMalware }] });
        _rig.Replace();

        await _rig.RunAsync(watch);

        Assert.Equal("malware", Assert.Single((await OwedAsync())!.Lines).Finding.Details.Id);
    }

    [Fact]
    public async Task Digest_WhatItToldIsFixed_TheDigestSaysSo()
    {
        var watches = await TwoAsync(wish => wish with { Tell = TellWhen.Daily });
        Find("CVE-2026-1");
        _rig.Replace();
        await _rig.RunAsync(watches[0]);
        await _rig.RunAsync(watches[1]);
        _rig.Rig.Time.Advance(TimeSpan.FromDays(1));
        await RelayAsync();
        var told = await OwedAsync();
        Find();
        _rig.Tags.Answer = new TagContent(Rig.Digest, null);
        _rig.Rig.Registry.Answer = Rig.Remote();
        _rig.Rig.Engine.Pulled = Rig.Image(Rig.Digest, wasPulled: true);

        await _rig.RunAsync(watches[0]);
        await _rig.RunAsync(watches[1]);

        var again = await OwedAsync();
        Assert.Equal((told!.Id, told.Revision + 2), (again!.Id, again.Revision));
        Assert.All(again.Lines, line => Assert.Equal(FindingChange.Fixed, line.Since));
    }

    [Fact]
    public async Task Immediate_RunOfTwoImages_IsAMessageForEachAsSoonAsItIsLookedAt()
    {
        _rig.Tags.Answers["7"] = new TagContent(Rig.Digest, null);
        _rig.Tags.Answers["8"] = new TagContent(Rig.OtherDigest, null);
        var watch = await _rig.WatchAsync("redis", wish => wish with { Tags = ".*", Tell = TellWhen.Immediate });

        var (first, second) = (await OwedAsync(), await OwedAsync());

        Assert.Equal((1, 1), (first!.Scans.Count, second!.Scans.Count));
        Assert.NotEqual(first.Run, second.Run);
        Assert.Null(await OwedAsync());
        Assert.Equal(1, (await Alerts.ReadAsync(watch.Id, Token)).Runs.Count(run => run == first.Run));
    }

    [Fact]
    public async Task Drift_SeenOnce_ASecondRunIsAskedForAtOnceAndOnce()
    {
        var watch = await _rig.WatchAsync();
        await OwedAsync();
        var target = await _rig.TargetAsync(watch);
        var book = await Alerts.ReadAsync(watch.Id, Token);
        await Alerts.KeepAsync(book with { Waiting = [new WaitingDrift(target.Key, target.LastComplete!.Value, [new DriftFact(DriftKind.Process, "/usr/bin/nc")], Now)] }, [], Token);

        var run = await _rig.RunAsync(watch);

        Assert.Equal((1, 0), (run.End.Counts.Scanned, run.End.Counts.Unchanged));
        var waiting = Assert.Single((await Alerts.ReadAsync(watch.Id, Token)).Waiting);
        Assert.NotNull(waiting.Second);
        Assert.Equal((0, 1), ((await _rig.RunAsync(watch)).End.Counts is var next ? next.Scanned : -1, next!.Unchanged));
    }

    [Fact]
    public async Task Drift_WaitsWhenARunEnds_TheNextIsPlannedForNow()
    {
        var watch = await _rig.WatchAsync();
        var target = await _rig.TargetAsync(watch);
        var book = await Alerts.ReadAsync(watch.Id, Token);
        await Alerts.KeepAsync(book with { Waiting = [new WaitingDrift(target.Key, target.LastComplete!.Value, [new DriftFact(DriftKind.Process, "/usr/bin/nc")], Now)] }, [], Token);
        var second = _rig.Rig.Services.GetRequiredService<SecondRuns>();

        await second.PlanAsync(watch, Token);

        Assert.Equal(1, await _rig.Store.CountOpenAsync(Token));
        await _rig.WorkOffAsync();
        await second.PlanAsync(watch, Token);
        Assert.Equal(0, await _rig.Store.CountOpenAsync(Token));
    }

    [Fact]
    public async Task Accepted_WhatACardTold_TheCardSaysSoAndTakesItBack()
    {
        var watch = await _rig.WatchAsync();
        await OwedAsync();
        Find("CVE-2026-1", "CVE-2026-2");
        _rig.Replace();
        await _rig.RunAsync(watch);
        var told = await OwedAsync();
        var edits = _rig.Rig.Services.GetRequiredService<AcceptedAlerts>();
        Assert.Equal(0, await edits.RunAsync(Token));
        var acceptances = _rig.Rig.Services.GetRequiredService<IAcceptanceStore>();
        await acceptances.AddAsync(
            new Acceptance
            {
                Id = "accept0001", Scope = AcceptanceScope.Repository, Kind = AcceptanceKind.Accepted, FindingId = "CVE-2026-1", Repository = watch.Image.Repository, Reason = "for now",
                Author = "slack:T1/C1/U1", MadeAt = Now, ExpiresAt = Now.AddDays(1),
            },
            Token);

        Assert.Equal(1, await edits.RunAsync(Token));
        Assert.Equal(0, await edits.RunAsync(Token));
        await RelayAsync();

        var edited = await OwedAsync();
        Assert.Equal((told!.Id, 1), (edited!.Id, edited.Revision));
        Assert.Equal(FindingChange.Accepted, edited.Lines.Single(line => line.Finding.Details.Id == "CVE-2026-1").Since);
        Assert.Null(edited.Lines.Single(line => line.Finding.Details.Id == "CVE-2026-2").Since);
        await acceptances.RemoveAsync("accept0001", new AcceptanceRemoval("slack:T1/C1/U1", Now), Token);
        Assert.Equal(1, await edits.RunAsync(Token));
        await RelayAsync();
        Assert.All((await OwedAsync())!.Lines, line => Assert.Null(line.Since));
    }

    [Fact]
    public async Task Weekly_OnMonday_IsToldOncePerChannelByWhoeverOfTwoProcessesComesFirst()
    {
        Find("CVE-2026-1");
        await _rig.WatchAsync();
        await OwedAsync();
        ToMonday(7, 59);
        var weekly = _rig.Rig.Services.GetRequiredService<WeeklySummaries>();
        Assert.Equal(0, await weekly.RunAsync(Token));

        ToMonday(8, 0);
        using var other = new WatchRig(_rig, withAlerts: true);
        Assert.Equal(1, await weekly.RunAsync(Token) + await other.Rig.Services.GetRequiredService<WeeklySummaries>().RunAsync(Token));
        Assert.Equal(0, await weekly.RunAsync(Token));
        await RelayAsync();

        var alert = await OwedAsync();
        Assert.Equal((AlertKind.Weekly, 1, 1), (alert!.Kind, alert.Summary!.Watches, alert.Summary.OpenHigh));
        Assert.Contains("CVE-2026-1", alert.Summary.Oldest!.Title, StringComparison.Ordinal);
        Assert.Null(await OwedAsync());
        _rig.Rig.Time.Advance(TimeSpan.FromDays(7));
        Assert.Equal(1, await weekly.RunAsync(Token));
    }

    [Fact]
    public async Task Weekly_ChannelThatWantsNoneOrAWatchOfThatDay_IsNotTold()
    {
        await _rig.Scans.InitializeAsync(Token);
        ToMonday(9, 0);
        await _rig.WatchAsync();
        var weekly = _rig.Rig.Services.GetRequiredService<WeeklySummaries>();
        Assert.Equal(0, await weekly.RunAsync(Token));
        _rig.Rig.Time.Advance(TimeSpan.FromDays(7));
        var options = _rig.Rig.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<AlertOptions>>().Value;

        options.WeeklyNot = ["slack:c1"];
        Assert.Equal(0, await weekly.RunAsync(Token));
        (options.WeeklyNot, options.Weekly) = ([], false);
        Assert.Equal(0, await weekly.RunAsync(Token));
        options.Weekly = true;
        Assert.Equal(1, await weekly.RunAsync(Token));
    }

    private static FindingDraft Vulnerability(string id) => Rig.Draft(id, Severity.Critical) with
    {
        KeyClass = KeyClasses.Vulnerability, Location = "pkg:deb/debian/openssl", FixedVersion = "2", CvssVector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    };

    private void Find(params string[] ids)
        => _rig.Rig.Trivy.Scan = (_, _) => Task.FromResult(new ScannerOutcome { Outcome = StageOutcome.Completed, Findings = [.. ids.Select(Vulnerability)] });

    // Six hours before now to six hours after it.
    private QuietHours Around() => new(TimeOnly.FromDateTime(Now.UtcDateTime.AddHours(-6)), TimeOnly.FromDateTime(Now.UtcDateTime.AddHours(6)));

    private async Task<IReadOnlyList<Watch>> TwoAsync(Func<WatchWish, WatchWish> change)
    {
        List<Watch> watches = [await _rig.WatchAsync("redis:7", change), await _rig.WatchAsync("ghcr.io/team/app:7", change)];
        while (await OwedAsync() is not null)
        {
        }

        return watches;
    }

    private void ToMonday(int hour, int minute)
    {
        var days = ((int)DayOfWeek.Monday - (int)Now.DayOfWeek + 7) % 7;
        var at = new DateTimeOffset(Now.UtcDateTime.Date.AddDays(days), TimeSpan.Zero).AddHours(hour).AddMinutes(minute);
        _rig.Rig.Time.Advance((at > Now ? at : at.AddDays(7)) - Now);
    }

    private async Task RelayAsync() => await _rig.Rig.Services.GetRequiredService<AlertRelay>().RunAsync(Token);

    private async Task<Alert?> OwedAsync()
    {
        if (await Cards.ClaimAsync(new ClaimWish("speaker", TimeSpan.FromMinutes(1)) { Lane = "slack" }, Token) is not { } claimed)
        {
            return null;
        }

        var alert = await Alerts.FindAsync(claimed.Item.Card.Scan, Token);
        await Cards.PostedAsync(claimed.Claim, "C1/1.0", Token);
        await Cards.ShownAsync(claimed.Claim, alert!.Revision, Token);
        return alert;
    }
}
