using DockerScan.Core.Acceptances;
using DockerScan.Core.Alerts;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Watches;
using DockerScan.Core.Watches.Schedules;
using static DockerScan.Core.Tests.Alerts.Results;

namespace DockerScan.Core.Tests.Alerts;

/// <summary>What a run tells, over several runs of one watch.</summary>
public sealed class AlertMakerTests
{
    private static readonly Watch Watch = new()
    {
        Id = "watch00001", Image = ImageReference.Parse("redis:7"), Schedule = new WatchSchedule("nightly", "17 2 * * *", "UTC"), Owner = "slack:T1/C1/U1", CreatedAt = Start,
        Places = [new WatchPlace("slack", "C1"), new WatchPlace("discord", "300")],
    };

    private AlertBook _book = new() { WatchId = Watch.Id };

    [Fact]
    public void FirstSight_IsOneQuietMessageWithTheVerdict()
    {
        var alert = Run(Of(1, 'a', "db 1", Cve("CVE-1")), null, WatchReason.FirstSight);

        Assert.Equal((AlertKind.Watching, 0, 2), (alert!.Kind, alert.Lines.Count, alert.Places.Count));
        Assert.Empty(_book.Entries);
    }

    [Fact]
    public void FirstSight_APersonWasShownIt_IsNotSaidThereAgain()
        => Assert.Equal([new WatchPlace("discord", "300")], Run(Of(1, 'a', "db 1"), null, WatchReason.FirstSight, Watch with { FirstScan = ScanId.Parse("scan000001") })!.Places);

    [Fact]
    public void AMinerAndANewHighCve_IsOneMessageNamingBothWithTheCause()
    {
        var alert = Run(Of(2, 'b', "db 1", Cve("CVE-1"), Behavior(), Cve("CVE-2", risk: Risk.Low, severity: Severity.Low)), Of(1, 'a', "db 1"));

        Assert.Equal((AlertKind.News, 2, 2, 1), (alert!.Kind, alert.Counts.New, alert.Counts.High, alert.Counts.LeftOut));
        Assert.Equal(["stratum-login", "CVE-1"], alert.Lines.Select(line => line.Finding.Details.Id));
        Assert.All(alert.Lines, line => Assert.Equal(NewsCause.ImageChanged, line.Cause));
    }

    [Fact]
    public void NothingNew_IsSilence() => Assert.Null(Run(Of(2, 'b', "db 1", Cve("CVE-1")), Of(1, 'a', "db 1", Cve("CVE-1"))));

    [Fact]
    public void TheSameRunTwice_GivesTheSameAlert()
    {
        var (before, now) = (Of(1, 'a', "db 1"), Of(2, 'b', "db 1", Cve("CVE-1")));
        var input = Input(now, before, WatchReason.ImageChanged, Watch);

        var (first, again) = (AlertMaker.Make(_book, input).Alert!, AlertMaker.Make(_book, input).Alert!);

        Assert.Equal((first.Id, first.CardAt(Watch.Places[0])), (again.Id, again.CardAt(Watch.Places[0])));
        Assert.NotEqual(first.CardAt(Watch.Places[0]), first.CardAt(Watch.Places[1]));
    }

    [Fact]
    public void Flapping_WithinADayIsToldOnce()
    {
        var (clean, bad) = (Of(1, 'a', "db 1"), Of(2, 'b', "db 1", Cve("CVE-1")));
        var later = clean with { FinishedAt = bad.FinishedAt.AddHours(1), Id = ScanId.Parse("scan000003") };
        var again = bad with { FinishedAt = bad.FinishedAt.AddHours(2), Id = ScanId.Parse("scan000004") };
        Assert.NotNull(Run(bad, clean));
        Assert.Null(Run(later, bad));

        Assert.Null(Run(again, later));
        Assert.Equal([AlertDecision.ToldBefore, AlertDecision.Tell], Assert.Single(_book.Entries).Decisions.Select(decided => decided.Decision));
    }

    [Fact]
    public void Fixed_IsSaidByTheAlertThatToldIt()
    {
        var alert = Run(Of(2, 'b', "db 1", Cve("CVE-1"), Cve("CVE-2")), Of(1, 'a', "db 1"))!;
        var outcome = AlertMaker.Make(_book, Input(Of(9, 'c', "db 1", Cve("CVE-2")), Of(2, 'b', "db 1", Cve("CVE-1"), Cve("CVE-2")), WatchReason.ImageChanged, Watch));

        Assert.Null(outcome.Alert);
        Assert.Equal(FindingChange.NotReported, outcome.Fixed[alert.Id]["CVE-1-openssl"]);
        var upgraded = AlertMaker.Make(outcome.Book, Input(Of(12, 'd', "db 1"), Of(9, 'c', "db 1", Cve("CVE-2")), WatchReason.ImageChanged, Watch));
        Assert.Equal(FindingChange.Fixed, upgraded.Fixed[alert.Id]["CVE-2-openssl"]);
        var edited = AlertMaker.With(alert, upgraded.Fixed[alert.Id]);
        Assert.Equal(1, edited!.Revision);
        Assert.Equal([null, FindingChange.Fixed], edited.Lines.Select(line => line.Since));
    }

    [Fact]
    public void NotReported_TwoDatabasesAgree_IsFixed()
    {
        var told = Of(2, 'b', "db 1", Cve("CVE-1"));
        var alert = Run(told, Of(1, 'a', "db 1"))!;
        var first = Of(9, 'b', "db 2");
        Run(first, told, WatchReason.DatabaseChanged);
        Assert.Equal(FindingChange.NotReported, Assert.Single(_book.Entries).Since);

        var outcome = AlertMaker.Make(_book, Input(Of(10, 'b', "db 3"), first, WatchReason.DatabaseChanged, Watch));

        Assert.Equal(FindingChange.Fixed, outcome.Fixed[alert.Id]["CVE-1-openssl"]);
    }

    [Fact]
    public void ScannerChanged_IsOneSummaryAndNoNews()
    {
        var alert = Run(Of(2, 'a', "db 1", Cve("CVE-1"), Cve("CVE-2")), Of(1, 'a', "db 1"), WatchReason.ScannerChanged);

        Assert.Equal((AlertKind.Baseline, 2, 0), (alert!.Kind, alert.Counts.Baseline, alert.Lines.Count));
        Assert.Null(Run(Of(4, 'a', "db 1", Cve("CVE-1")), Of(3, 'a', "db 1", Cve("CVE-1")), WatchReason.RulesChanged));
    }

    [Fact]
    public void ScannerChangedTogetherWithTheImage_WhatTheImageBroughtIsNews()
        => Assert.Equal(AlertKind.News, Run(Of(2, 'b', "db 1", Behavior()), Of(1, 'a', "db 1"), WatchReason.ScannerChanged)?.Kind);

    [Fact]
    public void RaisedOnly_FollowsTheAlertThatToldIt()
    {
        var weak = Cve("CVE-1", severity: Severity.High);
        var told = Of(2, 'b', "db 1", weak);
        var first = Run(told, Of(1, 'a', "db 1"))!;

        var alert = Run(Of(9, 'b', "db 2", Cve("CVE-1", severity: Severity.Critical)), told, WatchReason.DatabaseChanged);

        Assert.Equal((first.Id, 1, "db 2"), (alert!.Follows, alert.Counts.Raised, alert.Database));
    }

    [Fact]
    public void Fixed_ToldAndToldAgain_IsSaidByBothMessages()
    {
        var (weak, strong) = (Of(2, 'b', "db 1", Cve("CVE-1")), Of(9, 'b', "db 2", Cve("CVE-1", severity: Severity.Critical)));
        var first = Run(weak, Of(1, 'a', "db 1"))!;
        var again = Run(strong, weak, WatchReason.DatabaseChanged)!;

        var outcome = AlertMaker.Make(_book, Input(Of(12, 'c', "db 2"), strong, WatchReason.ImageChanged, Watch));

        Assert.Equal(FindingChange.Fixed, outcome.Fixed[first.Id]["CVE-1-openssl"]);
        Assert.Equal(FindingChange.Fixed, outcome.Fixed[again.Id]["CVE-1-openssl"]);
    }

    [Fact]
    public void AlsoNew_FollowsNothing()
    {
        var told = Of(2, 'b', "db 1", Cve("CVE-1"));
        Run(told, Of(1, 'a', "db 1"));

        Assert.Null(Run(Of(9, 'b', "db 2", Cve("CVE-1", severity: Severity.Critical), Cve("CVE-2")), told, WatchReason.DatabaseChanged)!.Follows);
    }

    [Fact]
    public void Muted_SaysNothingAndWritesItDown()
    {
        Assert.Null(Run(Of(2, 'b', "db 1", Cve("CVE-1")), Of(1, 'a', "db 1"), watch: Watch with { MutedUntil = Start.AddDays(90) }));
        Assert.Equal(AlertDecision.Muted, Assert.Single(Assert.Single(_book.Entries).Decisions).Decision);
    }

    [Fact]
    public void Accepted_IsSilentAndTellsOnceWhenItExpires()
    {
        var (before, now) = (Of(1, 'a', "db 1"), Of(2, 'b', "db 1", Cve("CVE-1")));
        var accepted = new AcceptanceSet([Acceptance(now, now.FinishedAt.AddDays(3))]);
        var silent = AlertMaker.Make(_book, Input(now, before, WatchReason.ImageChanged, Watch) with { Acceptances = accepted });
        Assert.Null(silent.Alert);
        Assert.Equal(AlertDecision.Accepted, Assert.Single(Assert.Single(silent.Book.Entries).Decisions).Decision);

        var later = Input(now, now, WatchReason.Unchanged, Watch) with { Run = "later", Now = now.FinishedAt.AddDays(4), Acceptances = accepted };
        var told = AlertMaker.Make(silent.Book, later);

        Assert.Equal(NewsCause.AcceptanceExpired, Assert.Single(told.Alert!.Lines).Cause);
        Assert.Null(AlertMaker.Make(told.Book, later with { Run = "again", Now = now.FinishedAt.AddDays(5) }).Alert);
    }

    [Fact]
    public void Accepted_AndAcceptedAgainBeforeItEnds_IsNotTold()
    {
        var now = Of(2, 'b', "db 1", Cve("CVE-1"));
        var accepted = new AcceptanceSet([Acceptance(now, now.FinishedAt.AddDays(3)), Acceptance(now, now.FinishedAt.AddDays(9))]);

        Assert.Null(AlertMaker.Make(_book, Input(now, now, WatchReason.Unchanged, Watch) with { Now = now.FinishedAt.AddDays(4), Acceptances = accepted }).Alert);
    }

    [Fact]
    public void Accepted_OfOneImage_IsSilentForThatImageAlone()
    {
        var (before, now) = (Of(1, 'a', "db 1"), Of(2, 'b', "db 1", Cve("CVE-1")));
        var end = now.FinishedAt.AddDays(3);
        AcceptanceSet OfImage(ImageDigest digest) => new([Acceptance(now, end) with { Digest = digest }]);

        Assert.Null(AlertMaker.Make(_book, Input(now, before, WatchReason.ImageChanged, Watch) with { Acceptances = OfImage(now.Image!.Digest!.Value) }).Alert);
        Assert.NotNull(AlertMaker.Make(_book, Input(now, before, WatchReason.ImageChanged, Watch) with { Acceptances = OfImage(ImageDigest.Parse("sha256:" + new string('f', 64))) }).Alert);
    }

    [Fact]
    public void Noise_IsCountedApart()
    {
        var alert = Run(Of(2, 'b', "db 1", Cve("CVE-1"), Cve("CVE-2", "linux-libc-dev"), Cve("CVE-3", "gcc-doc")), Of(1, 'a', "db 1"));

        Assert.Equal((1, 2), (alert!.Counts.New, alert.Counts.Noise));
    }

    [Fact]
    public void Storm_IsOneMessageOfBoundedLinesWithAllCounted()
    {
        var findings = Enumerable.Range(0, 500).Select(number => Cve($"CVE-{number}", $"package{number % 50}")).ToArray();

        var alert = Run(Of(2, 'b', "db 1", findings), Of(1, 'a', "db 1"));

        Assert.Equal((Alert.MaxLines, 500, 500), (alert!.Lines.Count, alert.Counts.New, alert.Counts.High));
    }

    [Fact]
    public void Drift_IsToldWhenASecondRunSaysSoToo()
    {
        var before = Of(1, 'a', "db 1");
        var once = Of(2, 'a', "db 1") with { Processes = [new ObservedProcess("/usr/bin/nc -l", "/usr/bin/nc", 0)] };
        Assert.Null(Run(once, before, WatchReason.FullDue));

        var alert = Run(once with { Id = ScanId.Parse("scan000003"), FinishedAt = once.FinishedAt.AddDays(7) }, before, WatchReason.FullDue);

        Assert.Equal([new DriftFact(DriftKind.Process, "/usr/bin/nc")], alert!.Drift);
        Assert.Empty(_book.Waiting);
    }

    [Fact]
    public void Drift_ResultOfThatSameRun_ConfirmsNothing()
    {
        var before = Of(1, 'a', "db 1");
        var once = Of(2, 'a', "db 1") with { Processes = [new ObservedProcess("x", "/x", 0)] };
        Run(once, before, WatchReason.FullDue);
        var compared = once.Stages[0] with { Evidence = new Dictionary<string, string> { ["matchedWith"] = "db 2" } };
        var match = once with { Id = ScanId.Parse("scan000003"), Stages = [compared, .. once.Stages.Skip(1)] };

        Assert.Null(Run(match, once, WatchReason.DatabaseChanged));
        Assert.Null(Run(once, before, WatchReason.FullDue));

        Assert.Single(_book.Waiting);
    }

    [Fact]
    public void Drift_StoodBesideBehaviorThatWasTold_IsSaidBelowThatWhenItIsConfirmed()
    {
        var now = Of(2, 'b', "db 1", Behavior()) with { Processes = [new ObservedProcess("/usr/bin/nc -l", "/usr/bin/nc", 0)] };
        var told = Run(now, Of(1, 'a', "db 1"))!;

        var alert = Run(now with { Id = ScanId.Parse("scan000003"), FinishedAt = now.FinishedAt.AddDays(7) }, now, WatchReason.FullDue);

        Assert.Equal([new DriftFact(DriftKind.Process, "/usr/bin/nc")], alert!.Drift);
        Assert.Equal((0, told.Id), (alert.Lines.Count, alert.Follows));
    }

    [Fact]
    public void Drift_OfAnotherImage_SaysWhatThatStartsTogetherWithWhatItDoes()
    {
        var now = Of(2, 'b', "db 1") with { Processes = [new ObservedProcess("/usr/bin/nc -l", "/usr/bin/nc", 0)] };
        now = now with { Image = now.Image! with { Configuration = now.Image.Configuration with { User = "root" } } };
        Assert.Null(Run(now, Of(1, 'a', "db 1")));

        var alert = Run(now with { Id = ScanId.Parse("scan000003") }, now, WatchReason.Confirming);

        Assert.Equal([new DriftFact(DriftKind.Process, "/usr/bin/nc"), new DriftFact(DriftKind.User, "root")], alert!.Drift);
        Assert.Null(alert.Follows);
    }

    [Fact]
    public void Drift_AFileOfOtherRights_IsSaidWithOtherNewsUnlessALineTellsIt()
    {
        var before = Of(1, 'a', "db 1");
        var (told, file) = (SetUid("/usr/local/bin/python3", Risk.High), SetUid("/opt/helper", Risk.Medium));

        Assert.Null(AlertMaker.Make(_book, Input(Of(2, 'b', "db 1", file), before, WatchReason.ImageChanged, Watch)).Alert);
        Assert.Equal([new DriftFact(DriftKind.SetUid, "/opt/helper")], Run(Of(2, 'b', "db 1", told, file), before)!.Drift);
        Assert.Null(Run(Of(3, 'b', "db 1", told, file), Of(2, 'b', "db 1", told, file), WatchReason.FullDue));
    }

    [Theory]
    [InlineData(WatchReason.FullDue, false, true)]
    [InlineData(WatchReason.Confirming, false, false)]
    [InlineData(WatchReason.ImageChanged, false, true)]
    [InlineData(WatchReason.ImageChanged, true, false)]
    public void Drift_Waits_AsksForASecondRunUnlessThisWasOneOrBehaviorIsToldAnyway(WatchReason reason, bool isToldAnyway, bool asks)
    {
        var now = Of(2, reason == WatchReason.ImageChanged ? 'b' : 'a', "db 1", isToldAnyway ? [Behavior()] : []) with { Processes = [new ObservedProcess("x", "/x", 0)] };

        Run(now, Of(1, 'a', "db 1"), reason);

        Assert.Equal(asks, Assert.Single(_book.Waiting).Second is null);
    }

    [Fact]
    public void Drift_ASecondRunDoesNotShowIt_IsNeverTold()
    {
        var before = Of(1, 'a', "db 1");
        Run(Of(2, 'a', "db 1") with { Processes = [new ObservedProcess("x", "/x", 0)] }, before, WatchReason.FullDue);

        Assert.Null(Run(Of(3, 'a', "db 1"), before, WatchReason.FullDue));
        Assert.Empty(_book.Waiting);
    }

    [Theory]
    [InlineData("1.1", true, AlertDecision.Tell)]
    [InlineData(null, true, AlertDecision.NoFix)]
    [InlineData(null, false, AlertDecision.CannotTell)]
    public void Judge_AVulnerability_IsToldWhenItCanBeMendedOrNobodyCanTell(string? mends, bool canTell, AlertDecision expected)
        => Assert.Equal(expected, AlertRule.Usual.Judge(new FindingNews(Cve("CVE-1", mends: mends), FindingChange.New, NewsCause.ImageChanged), new Source(canTell)));

    [Fact]
    public void Judge_ARuleThatNobodyKnows_Tells()
        => Assert.Equal(AlertDecision.CannotTell, new AlertRule(Risk.High, (CveRule)99).Judge(new FindingNews(Cve("CVE-1", mends: null), FindingChange.New, NewsCause.ImageChanged), NoExploits.Instance));

    private static AlertInput Input(ScanResult after, ScanResult? before, WatchReason reason, Watch watch)
    {
        IReadOnlyList<ScanResult> baseline = before is null ? [] : [before];
        var change = new WatchChange(["7"], ImagePlatform.Default, reason, before?.Id, after.Id, [.. baseline.Select(result => result.Id)]);
        return new AlertInput($"watch00001@{after.Id}", watch, [new AlertChange(change, after, before, baseline)], AlertRule.Usual, after.FinishedAt);
    }

    private Alert? Run(ScanResult after, ScanResult? before, WatchReason reason = WatchReason.ImageChanged, Watch? watch = null)
    {
        var outcome = AlertMaker.Make(_book, Input(after, before, reason, watch ?? Watch));
        _book = outcome.Book;
        return outcome.Alert;
    }

    private static Finding SetUid(string path, Risk risk)
    {
        var finding = Make.Finding(path, risk, scanner: StageIds.ImageConfig, check: CheckIds.SetUid);
        return finding with { Details = finding.Details with { Id = "setuid-file", KeyClass = CheckIds.SetUid, Location = path } };
    }

    private static Acceptance Acceptance(ScanResult result, DateTimeOffset end) => new()
    {
        Id = $"accept{end.Day}", Scope = AcceptanceScope.Repository, Kind = AcceptanceKind.Accepted, FindingId = "CVE-1", Repository = result.Reference.Repository, Reason = "for now",
        Author = "slack:T1/C1/U1", MadeAt = Start, ExpiresAt = end,
    };

    private sealed class Source(bool canTell) : IExploits
    {
        public bool CanTell => canTell;

        public DateTimeOffset? Since(string id) => null;
    }
}
