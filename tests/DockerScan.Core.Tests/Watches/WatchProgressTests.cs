using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Watches;

namespace DockerScan.Core.Tests.Watches;

/// <summary>What failed changes nothing; what is partial takes nothing away.</summary>
public sealed class WatchProgressTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 2, 17, 0, TimeSpan.Zero);
    private static readonly WatchBasis Basis = new("trivy 1", "rules 1", "sentinel 1", "db 1");
    private static readonly WatchTarget New = WatchTarget.New("watch000001", "7", ImagePlatform.Default);

    private static ImageDigest Digest(char digit) => ImageDigest.Parse("sha256:" + new string(digit, 64));

    private static ScanId Id(int number) => ScanId.Parse(FormattableString.Invariant($"scan{number:D6}"));

    private static WatchTarget After(WatchTarget target, int scan, bool complete, char digest = 'a')
        => WatchProgress.Scanned(target, Result(scan, complete), Digest(digest), Basis);

    private static ScanResult Result(int scan, bool complete, ScanFailure? failure = null) => new()
    {
        Id = Id(scan), Reference = ImageReference.Parse("redis:7"), Platform = ImagePlatform.Default, StartedAt = Now, FinishedAt = Now.AddMinutes(scan), Complete = complete,
        Verdict = Verdict.Unknown, AtLeast = Verdict.None, Stages = [], Findings = [], Checklist = [], Failure = failure,
    };

    [Fact]
    public void Scanned_Complete_IsWhatTheNextIsComparedWith()
    {
        var target = After(New with { Failures = 2, Problem = new ScanFailure(FailureKind.RegistryUnavailable, "x"), WaitedRuns = 3, PartialRuns = 1 }, 1, complete: true);

        Assert.Equal((Digest('a'), Basis, Id(1), Now.AddMinutes(1)), (target.ScannedDigest, target.Basis, target.LastComplete, target.LastFullAt));
        Assert.Equal((0, 0, 0, null), (target.Failures, target.WaitedRuns, target.PartialRuns, target.Problem));
        Assert.Equal([Id(1)], target.Baseline);
    }

    [Fact]
    public void Scanned_PartialAfterComplete_AddsAndTheCompleteOneStays()
    {
        var target = After(After(New, 1, complete: true), 2, complete: false);

        Assert.Equal(Id(1), target.LastComplete);
        Assert.Equal([Id(2), Id(1)], target.Baseline);
        Assert.Equal((1, Id(1)), (target.PartialRuns, target.Compared));
    }

    [Fact]
    public void Scanned_ManyPartialOnes_TheLastCompleteOneIsNeverPushedOut()
    {
        var target = Enumerable.Range(2, 20).Aggregate(After(New, 1, complete: true), (known, scan) => After(known, scan, complete: false));

        Assert.Equal(WatchTarget.BaselineSize, target.Baseline.Count);
        Assert.Contains(Id(1), target.Baseline);
        Assert.Equal(Id(1), target.LastComplete);
    }

    [Fact]
    public void Scanned_OnlyPartialOnes_ThereIsSomethingToCompareAndNothingComplete()
    {
        var target = After(After(New, 1, complete: false), 2, complete: false);

        Assert.Equal((null, Id(2), 2), (target.LastComplete, target.Compared, target.PartialRuns));
    }

    [Fact]
    public void Scanned_PartialOfAnotherImage_CountsAnew()
        => Assert.Equal(1, After(After(After(New, 1, complete: false), 2, complete: false), 3, complete: false, 'b').PartialRuns);

    [Fact]
    public void Scanned_ImageCouldNotBeHad_ChangesNothingButTheCount()
    {
        var before = After(New, 1, complete: true);
        var problem = new ScanFailure(FailureKind.ImageNotFound, "no such image");

        var after = WatchProgress.Scanned(before, Result(2, complete: false, problem), Digest('b'), Basis with { Scanners = "trivy 2" });

        Assert.Equal(before with { Failures = 1, Problem = problem }, after);
    }

    [Fact]
    public void Failed_InARow_IsSaidAtTheThirdAlone()
    {
        var problem = new ScanFailure(FailureKind.RegistryUnavailable, "it does not answer");
        var target = After(New, 1, complete: true);
        List<bool> told = [];
        for (var run = 0; run < 6; run++)
        {
            target = WatchProgress.Failed(target, problem);
            told.Add(target.IsToldOfFailures);
        }

        Assert.Equal([false, false, true, false, false, false], told);
        Assert.Equal(Id(1), target.LastComplete);
    }

    [Fact]
    public void Looked_SameDigest_KeepsSinceWhen()
    {
        var nothing = new WatchDecision(WatchStep.Nothing, WatchReason.Unchanged);
        var first = WatchProgress.Looked(New, new WatchLook(Now, Digest('a'), Basis, false), new WatchDecision(WatchStep.FullScan, WatchReason.FirstSight));
        var second = WatchProgress.Looked(After(first, 1, complete: true), new WatchLook(Now.AddDays(1), Digest('a'), Basis, false), nothing);
        var third = WatchProgress.Looked(second, new WatchLook(Now.AddDays(2), Digest('b'), Basis, false), new WatchDecision(WatchStep.FullScan, WatchReason.ImageChanged));

        Assert.Equal((Now, Now, Now.AddDays(2)), (first.SeenSince, second.SeenSince, third.SeenSince));
        Assert.Equal(Digest('a'), third.ScannedDigest);
    }

    [Fact]
    public void Looked_NothingToDoAfterFailures_ForgetsThem()
    {
        var target = WatchProgress.Failed(After(New, 1, complete: true), new ScanFailure(FailureKind.RegistryUnavailable, "x"));

        var nothing = WatchProgress.Looked(target, new WatchLook(Now, Digest('a'), Basis, false), new WatchDecision(WatchStep.Nothing, WatchReason.Unchanged));
        var scan = WatchProgress.Looked(target, new WatchLook(Now, Digest('b'), Basis, false), new WatchDecision(WatchStep.FullScan, WatchReason.ImageChanged));

        Assert.Equal((0, 1), (nothing.Failures, scan.Failures));
    }

    [Fact]
    public void Matched_NothingChanged_IsAnotherDatabaseAndNothingElse()
    {
        var before = After(New, 1, complete: true);

        Assert.Equal(before with { Basis = Basis with { Database = "db 2" } }, WatchProgress.Matched(before, null, "db 2"));
    }

    [Fact]
    public void Matched_SomethingChanged_IsTheResultToCompareWithAndNoWholeScan()
    {
        var before = After(New, 1, complete: true);

        var after = WatchProgress.Matched(before, Result(2, complete: true), "db 2");

        Assert.Equal((Id(2), before.LastFullAt, "db 2"), (after.LastComplete, after.LastFullAt, after.Basis?.Database));
        Assert.Equal([Id(2), Id(1)], after.Baseline);
    }

    [Fact]
    public void Waits_RegistryAsksForIt_IsNoFailure()
        => Assert.Equal((0, FailureKind.RateLimited), WatchProgress.Waits(New, new ScanFailure(FailureKind.RateLimited, "wait")) is var target ? (target.Failures, target.Problem!.Kind) : default);
}
