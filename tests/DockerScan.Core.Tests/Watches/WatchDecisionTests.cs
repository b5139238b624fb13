using DockerScan.Core.Images;
using DockerScan.Core.Watches;

namespace DockerScan.Core.Tests.Watches;

/// <summary>What a run does, for every change alone and for those that come together.</summary>
public sealed class WatchDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 2, 17, 0, TimeSpan.Zero);
    private static readonly WatchBasis Basis = new("trivy 1", "rules 1", "sentinel 1", "db 1");
    private static readonly WatchPolicy Policy = new(TimeSpan.FromDays(7), SpreadRuns: 1);

    private static ImageDigest Digest(char digit) => ImageDigest.Parse("sha256:" + new string(digit, 64));

    private static WatchTarget Known { get; } = WatchTarget.New("watch000001", "7", ImagePlatform.Default) with
    {
        SeenDigest = Digest('a'), SeenSince = Now.AddDays(-9), ScannedDigest = Digest('a'), Basis = Basis, LastFullAt = Now.AddDays(-1), LastComplete = ScanId.Parse("scan000001"),
        Baseline = [ScanId.Parse("scan000001")],
    };

    private static WatchLook Look { get; } = new(Now, Digest('a'), Basis, IsFull: false);

    public static TheoryData<string, WatchTarget, WatchLook, WatchStep, WatchReason> Table => new()
    {
        { "nothing changed", Known, Look, WatchStep.Nothing, WatchReason.Unchanged },
        { "never seen", WatchTarget.New("w", "7", ImagePlatform.Default), Look, WatchStep.FullScan, WatchReason.FirstSight },
        { "seen, and every scan failed", WatchTarget.New("w", "7", ImagePlatform.Default) with { SeenDigest = Digest('a'), Failures = 4 }, Look, WatchStep.FullScan, WatchReason.FirstSight },
        { "another image", Known, Look with { Digest = Digest('b') }, WatchStep.FullScan, WatchReason.ImageChanged },
        { "another image whose scan failed", Known with { SeenDigest = Digest('b'), Failures = 1 }, Look with { Digest = Digest('b') }, WatchStep.FullScan, WatchReason.ImageChanged },
        { "another image and back before it was scanned", Known with { SeenDigest = Digest('b') }, Look, WatchStep.Nothing, WatchReason.Unchanged },
        { "something to confirm, and everything each time", Known, Look with { IsFull = true, IsToConfirm = true }, WatchStep.FullScan, WatchReason.Confirming },
        { "everything each time", Known, Look with { IsFull = true }, WatchStep.FullScan, WatchReason.AskedFull },
        { "everything each time, another image", Known, Look with { IsFull = true, Digest = Digest('b') }, WatchStep.FullScan, WatchReason.ImageChanged },
        { "a scanner", Known, Look with { Basis = Basis with { Scanners = "trivy 2" } }, WatchStep.FullScan, WatchReason.ScannerChanged },
        { "rules", Known, Look with { Basis = Basis with { Rules = "rules 2" } }, WatchStep.FullScan, WatchReason.RulesChanged },
        { "the sandbox", Known, Look with { Basis = Basis with { Sandbox = "sentinel 2" } }, WatchStep.FullScan, WatchReason.SandboxChanged },
        { "the sandbox switched off", Known, Look with { Basis = Basis with { Sandbox = "" } }, WatchStep.FullScan, WatchReason.SandboxChanged },
        { "a scanner and the database", Known, Look with { Basis = Basis with { Scanners = "trivy 2", Database = "db 2" } }, WatchStep.FullScan, WatchReason.ScannerChanged },
        { "only the database", Known, Look with { Basis = Basis with { Database = "db 2" } }, WatchStep.Match, WatchReason.DatabaseChanged },
        { "the database, and only a partial result to compare", Known with { LastComplete = null, PartialRuns = 3 }, Look with { Basis = Basis with { Database = "db 2" } }, WatchStep.Match, WatchReason.DatabaseChanged },
        { "the database, and nothing to compare", Known with { LastComplete = null, Baseline = [] }, Look with { Basis = Basis with { Database = "db 2" } }, WatchStep.Nothing, WatchReason.Unchanged },
        { "a week less a second", Known with { LastFullAt = Now.AddDays(-7).AddSeconds(1) }, Look, WatchStep.Nothing, WatchReason.Unchanged },
        { "a week", Known with { LastFullAt = Now.AddDays(-7) }, Look, WatchStep.FullScan, WatchReason.FullDue },
        { "a week, matched since", Known with { LastFullAt = Now.AddDays(-8), LastComplete = ScanId.Parse("scan000009") }, Look, WatchStep.FullScan, WatchReason.FullDue },
        { "a clock that went back a little", Known with { LastFullAt = Now.AddDays(2) }, Look, WatchStep.Nothing, WatchReason.Unchanged },
        { "a clock that went back a year", Known with { LastFullAt = Now.AddYears(1) }, Look, WatchStep.FullScan, WatchReason.FullDue },
        { "partial once", Known with { PartialRuns = 1 }, Look, WatchStep.FullScan, WatchReason.PartialBefore },
        { "partial twice", Known with { PartialRuns = 2 }, Look, WatchStep.FullScan, WatchReason.PartialBefore },
        { "partial three times: it waits for its week", Known with { PartialRuns = 3 }, Look, WatchStep.Nothing, WatchReason.Unchanged },
        { "partial three times, another image", Known with { PartialRuns = 3 }, Look with { Digest = Digest('b') }, WatchStep.FullScan, WatchReason.ImageChanged },
        { "failed before, and nothing changed", Known with { Failures = 7 }, Look, WatchStep.Nothing, WatchReason.Unchanged },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Decide_Change_IsItsStepAndReason(string what, WatchTarget target, WatchLook look, WatchStep step, WatchReason reason)
        => Assert.Equal((what, new WatchDecision(step, reason)), (what, WatchDecision.Decide(target, look, Policy)));

    [Fact]
    public void Decide_ScannersChangedOfManyWatches_EachIsScannedOnceAndTheyAreSpread()
    {
        const int Runs = 5, Watches = 1000;
        var policy = Policy with { SpreadRuns = Runs };
        var look = Look with { Basis = Basis with { Scanners = "trivy 2" } };
        var targets = Enumerable.Range(0, Watches).Select(number => Known with { WatchId = FormattableString.Invariant($"watch{number:D6}") }).ToList();
        List<int> scanned = [];
        for (var run = 0; run < Runs; run++)
        {
            var decided = targets.Select(target => (target, decision: WatchDecision.Decide(target, look, policy))).ToList();
            scanned.Add(decided.Count(each => each.decision == new WatchDecision(WatchStep.FullScan, WatchReason.ScannerChanged)));
            Assert.All(decided.Where(each => each.decision.Step != WatchStep.FullScan), each => Assert.Equal(WatchReason.TurnNotCome, each.decision.Reason));
            targets = [.. decided.Where(each => each.decision.Step != WatchStep.FullScan).Select(each => WatchProgress.Looked(each.target, look, each.decision))];
        }

        Assert.Empty(targets);
        Assert.Equal(Watches, scanned.Sum());
        Assert.All(scanned, count => Assert.InRange(count, Watches / Runs / 2, Watches / Runs * 2));
    }

    [Fact]
    public void Decide_WhileItsTurnHasNotComeAndTheDatabaseIsNewer_IsMatched()
    {
        var policy = Policy with { SpreadRuns = 100 };
        var late = Enumerable.Range(0, 100).Select(number => Known with { WatchId = FormattableString.Invariant($"w{number}") })
            .First(target => WatchDecision.TurnOf($"{target.WatchId}|{target.Key}", 100) > 0);

        var decision = WatchDecision.Decide(late, Look with { Basis = Basis with { Rules = "rules 2", Database = "db 2" } }, policy);

        Assert.Equal(WatchStep.Match, decision.Step);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void TurnOf_AnyKey_IsWithinTheRunsAndAlwaysTheSame(int runs)
        => Assert.All(Enumerable.Range(0, 200), number =>
        {
            var key = FormattableString.Invariant($"key{number}");
            Assert.InRange(WatchDecision.TurnOf(key, runs), 0, runs - 1);
            Assert.Equal(WatchDecision.TurnOf(key, runs), WatchDecision.TurnOf(key, runs));
        });
}
