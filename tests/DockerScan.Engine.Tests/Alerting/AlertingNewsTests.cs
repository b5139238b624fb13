using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Alerts;
using DockerScan.Core.Findings;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Core.Watches.Schedules;
using DockerScan.Engine.Alerting;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.Engine.Tests.Watching;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Engine.Tests.Alerting;

/// <summary>From a run of a watch to the cards that are owed, over a real store: what speaks, what is silent, and that it speaks once.</summary>
public sealed class AlertingNewsTests : IDisposable
{
    private readonly WatchRig _rig = new(withAlerts: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IAlertStore Alerts => _rig.Rig.Services.GetRequiredService<IAlertStore>();

    private ICardStore Cards => _rig.Rig.Services.GetRequiredService<ICardStore>();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task FirstLook_IsOneCardThatSaysWhatIsThere()
    {
        await _rig.WatchAsync();

        Assert.Equal(AlertKind.Watching, (await OwedAsync())?.Kind);
        Assert.Null(await OwedAsync());
    }

    [Fact]
    public async Task AnotherImageWithSomethingHigh_IsOneAlertAndSilenceAfterIt()
    {
        var watch = await _rig.WatchAsync();
        await OwedAsync();
        Find("CVE-2026-1");
        _rig.Replace();

        await _rig.RunAsync(watch);

        var alert = await OwedAsync();
        Assert.Equal((AlertKind.News, NewsCause.ImageChanged, "CVE-2026-1"), (alert!.Kind, Assert.Single(alert.Lines).Cause, alert.Lines[0].Finding.Details.Id));
        await _rig.RunAsync(watch);
        Assert.Null(await OwedAsync());
    }

    [Fact]
    public async Task AnotherDatabase_IsOneAlertThatWaitsForOthersAndComesWithoutAPull()
    {
        var watch = await _rig.WatchAsync();
        await OwedAsync();
        var calls = _rig.Rig.Engine.Calls.Count;
        _rig.Rig.Trivy.Data = "db 2";
        _rig.Matcher.Answer = _rig.Matcher.Answer with { Findings = [Vulnerability("CVE-2026-2")] };

        await _rig.RunAsync(watch);

        Assert.Null(await OwedAsync());
        _rig.Rig.Time.Advance(TimeSpan.FromMinutes(1));
        await RelayAsync();
        Assert.Equal(NewsCause.DatabaseChanged, Assert.Single((await OwedAsync())!.Lines).Cause);
        Assert.Equal(calls, _rig.Rig.Engine.Calls.Count);
    }

    [Fact]
    public async Task Fixed_EditsTheCardThatToldIt()
    {
        var watch = await _rig.WatchAsync();
        await OwedAsync();
        Find("CVE-2026-1");
        _rig.Replace();
        await _rig.RunAsync(watch);
        var told = await OwedAsync();
        Find();
        _rig.Tags.Answer = new TagContent(Rig.Digest, null);
        _rig.Rig.Registry.Answer = Rig.Remote();
        _rig.Rig.Engine.Pulled = Rig.Image(Rig.Digest, wasPulled: true);

        await _rig.RunAsync(watch);

        var again = await OwedAsync();
        Assert.Equal((told!.Id, 1, FindingChange.Fixed), (again!.Id, again.Revision, Assert.Single(again.Lines).Since));
        Assert.Null(await OwedAsync());
    }

    [Fact]
    public async Task ToldTwice_SpeaksOnce()
    {
        var watch = await _rig.WatchAsync();
        await OwedAsync();
        Find("CVE-2026-1");
        _rig.Replace();
        await _rig.RunAsync(watch);
        var told = await OwedAsync();
        var target = await _rig.TargetAsync(watch);
        var change = new WatchChange(["7"], target.Platform, WatchReason.ImageChanged, target.Baseline[1], target.Baseline[0], [target.Baseline[1]]);

        // As after a crash: the run's key is the same, whichever process tells it.
        using var other = new WatchRig(_rig, withAlerts: true);
        foreach (var rig in (WatchRig[])[_rig, other])
        {
            await rig.Rig.Services.GetRequiredService<IWatchNews>().EndedAsync(new WatchNews(told!.Run, watch, [change]), Token);
        }

        Assert.Null(await OwedAsync());
    }

    [Fact]
    public async Task ProcessDiedBetweenAlertAndOutbox_AnotherBringsIt()
    {
        var alert = new Alert
        {
            Id = Alert.IdOf("run"), Run = "run", WatchId = "watch00001", Image = "redis:7", Kind = AlertKind.Failing, CreatedAt = _rig.Rig.Time.GetUtcNow(), Places = [new WatchPlace("slack", "C1")],
        };
        await _rig.Scans.InitializeAsync(Token);
        await Alerts.KeepAsync(new AlertBook { WatchId = "watch00001" }, [alert], Token);
        Assert.Null(await OwedAsync());

        await RelayAsync();
        await RelayAsync();

        Assert.Equal(alert.Id, (await OwedAsync())?.Id);
        Assert.Null(await OwedAsync());
    }

    [Fact]
    public async Task CannotBeLookedAt_IsSaidOnceAtTheThirdTime()
    {
        var watch = await _rig.WatchAsync();
        await OwedAsync();
        _rig.Tags.Answer = new ScanFailure(FailureKind.ImageNotFound, "there is no such tag");
        for (var run = 0; run < 5; run++)
        {
            await _rig.RunAsync(watch);
        }

        var alert = await OwedAsync();
        Assert.Equal((AlertKind.Failing, 3), (alert!.Kind, Assert.Single(alert.Problems).Failures));
        Assert.Null(await OwedAsync());
    }

    [Fact]
    public async Task OneDatabaseBringsMuchToMany_IsOneMessage()
    {
        List<Watch> watches = [];
        for (var number = 0; number < 7; number++)
        {
            watches.Add(await _rig.WatchAsync($"ghcr.io/team/app{number}:7"));
            Assert.NotNull(await OwedAsync());
        }

        _rig.Rig.Trivy.Data = "db 2";
        _rig.Matcher.Answer = _rig.Matcher.Answer with { Findings = [.. Enumerable.Range(0, 4).Select(number => Vulnerability($"CVE-2026-{number}"))] };
        foreach (var watch in watches)
        {
            await _rig.Rig.Services.GetRequiredService<IWatchTrigger>().FireAsync(watch.Id, _rig.Rig.Time.GetUtcNow(), Token);
        }

        while (await _rig.Service.RunNextAsync(Token))
        {
        }

        Assert.Null(await OwedAsync());
        _rig.Rig.Time.Advance(TimeSpan.FromMinutes(2));
        await RelayAsync();

        var shock = await OwedAsync();
        Assert.Equal((AlertKind.Database, 7, 28), (shock!.Kind, shock.Scans.Count, shock.Counts.High));
        Assert.Null(await OwedAsync());
    }

    [Fact]
    public async Task AcceptanceExpires_IsToldOnceWithoutARun()
    {
        Find("CVE-2026-1");
        var watch = await _rig.WatchAsync();
        await OwedAsync();
        var acceptances = _rig.Rig.Services.GetRequiredService<IAcceptanceStore>();
        var now = _rig.Rig.Time.GetUtcNow();
        await acceptances.AddAsync(
            new Acceptance
            {
                Id = "accept0001", Scope = AcceptanceScope.Repository, Kind = AcceptanceKind.Accepted, FindingId = "CVE-2026-1", Repository = watch.Image.Repository, Reason = "for now",
                Author = "slack:T1/C1/U1", MadeAt = now, ExpiresAt = now.AddDays(1),
            },
            Token);
        var expired = _rig.Rig.Services.GetRequiredService<ExpiredAcceptances>();
        Assert.Equal(0, await expired.RunAsync(Token));

        _rig.Rig.Time.Advance(TimeSpan.FromDays(1.5));
        Assert.Equal(1, await expired.RunAsync(Token));
        await new ExpiredAcceptances(acceptances, _rig.Store, _rig.Scans, _rig.Rig.Services.GetRequiredService<AlertingNews>(), _rig.Rig.Time).RunAsync(Token);

        Assert.Equal(NewsCause.AcceptanceExpired, Assert.Single((await OwedAsync())!.Lines).Cause);
        Assert.Null(await OwedAsync());
    }

    private static FindingDraft Vulnerability(string id) => Rig.Draft(id, Severity.Critical) with
    {
        KeyClass = KeyClasses.Vulnerability, Location = "pkg:deb/debian/openssl", FixedVersion = "2", CvssVector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    };

    private void Find(params string[] ids)
        => _rig.Rig.Trivy.Scan = (_, _) => Task.FromResult(new ScannerOutcome { Outcome = StageOutcome.Completed, Findings = [.. ids.Select(Vulnerability)] });

    private async Task RelayAsync() => await _rig.Rig.Services.GetRequiredService<AlertRelay>().RunAsync(Token);

    // The next card that is owed, brought as whoever speaks on the platform would.
    private async Task<Alert?> OwedAsync()
    {
        if (await Cards.ClaimAsync(new ClaimWish("speaker", TimeSpan.FromMinutes(1)) { Lane = "slack" }, Token) is not { } claimed)
        {
            return null;
        }

        Assert.Equal(CardKind.Alert, claimed.Item.Card.Kind);
        var alert = await Alerts.FindAsync(claimed.Item.Card.Scan, Token);
        await Cards.PostedAsync(claimed.Claim, "C1/1.0", Token);
        await Cards.ShownAsync(claimed.Claim, alert!.Revision, Token);
        return alert;
    }
}
