using DockerScan.Core.Alerts;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Watches;
using static DockerScan.Core.Tests.Alerts.Results;

namespace DockerScan.Core.Tests.Alerts;

/// <summary>What is new in a result, and the cause of it: one for each way in which a finding can become news.</summary>
public sealed class ResultNewsTests
{
    [Fact]
    public void Compare_AnotherImage_NamesItAsTheCause()
        => AssertNews(Compare(Of(1, 'a', "db 1"), Of(2, 'b', "db 1", Cve("CVE-1"), Behavior())), (FindingChange.New, NewsCause.ImageChanged), (FindingChange.New, NewsCause.ImageChanged));

    [Fact]
    public void Compare_AnotherImageWithAPackageThatStayed_NamesTheDatabase()
        => AssertNews(
            Compare(Of(1, 'a', "db 1", Cve("CVE-1")), Of(2, 'b', "db 2", Cve("CVE-1"), Cve("CVE-2"), Cve("CVE-3", installed: "1.2"))),
            (FindingChange.New, NewsCause.DatabaseChanged), (FindingChange.New, NewsCause.ImageChanged));

    [Theory]
    [InlineData(WatchReason.DatabaseChanged, NewsCause.DatabaseChanged)]
    [InlineData(WatchReason.FullDue, NewsCause.DatabaseChanged)]
    [InlineData(WatchReason.ScannerChanged, NewsCause.ScannerChanged)]
    public void Compare_TheSameImageWithAVulnerabilityMore_NamesWhatMadeItKnown(WatchReason reason, NewsCause cause)
        => AssertNews(Compare(Of(1, 'a', "db 1"), Of(2, 'a', "db 2", Cve("CVE-1")), reason), (FindingChange.New, cause));

    [Fact]
    public void Compare_TheSameImageDoesWhatItNeverDid_IsBehaviorSeenForTheFirstTime()
        => AssertNews(Compare(Of(1, 'a', "db 1"), Of(2, 'a', "db 1", Behavior()), WatchReason.FullDue), (FindingChange.New, NewsCause.BehaviorFirstSeen));

    [Fact]
    public void Compare_TheSameImageWithAnAnswerOfTheReputationService_IsReputationChanged()
        => AssertNews(
            Compare(Of(1, 'a', "db 1"), Of(2, 'a', "db 1", Behavior("malicious", "pool.example", scanner: StageIds.VirusTotal)), WatchReason.FullDue),
            (FindingChange.New, NewsCause.ReputationChanged));

    [Fact]
    public void Compare_WorseThanBefore_IsSeverityRaised()
        => AssertNews(
            Compare(Of(1, 'a', "db 1", Cve("CVE-1", risk: Risk.Medium, severity: Severity.Medium)), Of(2, 'a', "db 2", Cve("CVE-1")), WatchReason.DatabaseChanged),
            (FindingChange.Raised, NewsCause.SeverityRaised));

    [Fact]
    public void Compare_AFixWasPublished_IsFixAvailableAndThatOnce()
    {
        var (before, now) = (Of(1, 'a', "db 1", Cve("CVE-1", mends: null)), Of(2, 'a', "db 2", Cve("CVE-1")));

        AssertNews(Compare(before, now, WatchReason.DatabaseChanged), (FindingChange.Raised, NewsCause.FixAvailable));
        Assert.Empty(Compare(now, Of(3, 'a', "db 3", Cve("CVE-1")), WatchReason.DatabaseChanged, [now, before]).News);
    }

    [Fact]
    public void Compare_ExploitedSinceTheLastResult_IsKnownExploitedAndNotWhenItWasBefore()
    {
        var (before, now) = (Of(1, 'a', "db 1", Cve("CVE-1", mends: null)), Of(3, 'a', "db 2", Cve("CVE-1", mends: null)));

        AssertNews(ResultNews.Compare(before, [before], now, WatchReason.FullDue, new Exploited(Start.AddDays(2))), (FindingChange.Raised, NewsCause.KnownExploited));
        Assert.Empty(ResultNews.Compare(before, [before], now, WatchReason.FullDue, new Exploited(Start)).News);
    }

    [Fact]
    public void Compare_TheSameImageAndNotReportedAnyMore_IsNotFixed()
        => AssertNews(Compare(Of(1, 'a', "db 1", Cve("CVE-1")), Of(2, 'a', "db 2"), WatchReason.DatabaseChanged), (FindingChange.NotReported, NewsCause.DatabaseChanged));

    [Theory]
    [InlineData("1.0", FindingChange.NotReported)]
    [InlineData("1.1", FindingChange.Fixed)]
    public void Compare_AnotherImageWithoutIt_IsFixedUnlessItsPackageIsTheSame(string installed, FindingChange kind)
        => AssertNews(
            Compare(Of(1, 'a', "db 1", Cve("CVE-1"), Cve("CVE-2")), Of(2, 'b', "db 2", Cve("CVE-2", installed: installed))), (kind, NewsCause.ImageChanged));

    [Fact]
    public void Compare_ItsScannerBroke_IsNeitherFixedNorNews()
    {
        var now = Of(2, 'b', "db 1") with { Stages = [Make.Stage(StageIds.Trivy, StageOutcome.Failed)] };
        var news = Compare(Of(1, 'a', "db 1", Cve("CVE-1")), now);

        Assert.Empty(news.News);
        Assert.Single(news.NotComparable);
    }

    [Fact]
    public void Compare_OtherNames_OpenNothing()
    {
        var (cve, file) = (Cve("CVE-1", "libssl3"), Secret("old", "/app/key.pem"));
        var renamed = Cve("CVE-1", "libssl3t64", "1.1");
        var news = Compare(Of(1, 'a', "db 1", cve, file), Of(2, 'b', "db 1", renamed, Secret("now", "/srv/key.pem")));

        Assert.Empty(news.News);
        Assert.Equal((2, renamed.Key), (news.Unchanged, news.Same[cve.Key]));
    }

    [Fact]
    public void Compare_BehaviorUnderANameThatTheRunMadeUp_IsKnown()
        => Assert.DoesNotContain(
            Compare(Of(1, 'a', "db 1", Behavior("lateral", "10.88.0.5:41234")), Of(2, 'a', "db 1", Behavior("lateral", "10.88.0.9:53111")), WatchReason.FullDue).News,
            news => news.Kind == FindingChange.New);

    [Fact]
    public void Compare_BehaviorThatAnEarlierRunShowed_IsKnownForAsLongAsThatRunCounts()
    {
        var (shown, before) = (Of(1, 'a', "db 1", Behavior()), Of(40, 'a', "db 1"));

        Assert.Empty(Compare(before, Of(80, 'a', "db 1", Behavior()), WatchReason.FullDue, [before, shown]).News);
    }

    [Fact]
    public void Compare_AVulnerabilityThatComesBackAfterDays_IsNews()
    {
        var (had, before) = (Of(1, 'a', "db 1", Cve("CVE-1")), Of(5, 'b', "db 1"));

        AssertNews(Compare(before, Of(6, 'a', "db 1", Cve("CVE-1")), baseline: [before, had]), (FindingChange.New, NewsCause.ImageChanged));
    }

    [Fact]
    public void Compare_WhatAPartialScanAdded_IsKnownAndCanBeFixed()
    {
        var before = Of(1, 'a', "db 1");
        var partial = Of(2, 'a', "db 1", Cve("CVE-1")) with { Complete = false };

        Assert.Empty(Compare(before, Of(9, 'a', "db 1", Cve("CVE-1")), WatchReason.PartialBefore, [partial, before]).News);
        AssertNews(Compare(before, Of(9, 'b', "db 1"), baseline: [partial, before]), (FindingChange.Fixed, NewsCause.ImageChanged));
    }

    [Fact]
    public void Drift_NamesThatStay_AndNotWhatARunMakesUp()
    {
        var before = Of(1, 'a', "db 1") with { Network = [Contact("10.0.0.3", "api.example", 443)], Listeners = [new NetworkListener("tcp", "0.0.0.0", 6379, "/usr/bin/redis")] };
        var now = Of(2, 'a', "db 1") with
        {
            Network = [Contact("10.0.0.9", "api.example", 443), Contact("10.0.0.4", "pool.example", 3333)],
            Listeners = [new NetworkListener("tcp", "0.0.0.0", 6379, "/usr/bin/redis"), new NetworkListener("udp", "127.0.0.11", 43211, null), new NetworkListener("tcp", "127.0.0.1", 40001, "x")],
        };

        Assert.Equal([new DriftFact(DriftKind.Contact, "tcp pool.example 3333")], Compare(before, now, WatchReason.FullDue).Drift);
    }

    [Fact]
    public void Drift_ProgramsNumberedByTheirPid_AreTheSame()
    {
        ScanResult Ran(int number, string path) => Of(number, 'a', "db 1") with { Processes = [new ObservedProcess(path, path, 0)] };

        Assert.Empty(Compare(Ran(1, "/tmp/job.37"), Ran(2, "/tmp/job.41 (deleted)"), WatchReason.FullDue).Drift);
        Assert.Equal([new DriftFact(DriftKind.Process, "/tmp/miner")], Compare(Ran(1, "/tmp/job.37"), Ran(2, "/tmp/miner"), WatchReason.FullDue).Drift);
    }

    [Fact]
    public void Drift_ProcessOfWhichOnlyItsNameWasSeen_IsNone()
    {
        var now = Of(2, 'a', "db 1") with { Processes = [new ObservedProcess("[start]", null, 0), new ObservedProcess("nc -l", null, 0)] };

        Assert.Equal([new DriftFact(DriftKind.Process, "nc")], Compare(Of(1, 'a', "db 1"), now, WatchReason.FullDue).Drift);
    }

    [Fact]
    public void Drift_OneSideWasNotSeenRunning_IsNone()
    {
        var before = Of(1, 'a', "db 1") with { Stages = [Make.Stage(StageIds.Trivy)] };

        Assert.Empty(Compare(before, Of(2, 'a', "db 1") with { Processes = [new ObservedProcess("x", "/x", 0)] }, WatchReason.FullDue).Drift);
    }

    private static ResultNews Compare(ScanResult before, ScanResult now, WatchReason reason = WatchReason.ImageChanged, IReadOnlyList<ScanResult>? baseline = null)
        => ResultNews.Compare(before, baseline ?? [before], now, reason);

    private static void AssertNews(ResultNews news, params (FindingChange, NewsCause)[] expected) => Assert.Equal(expected, news.News.Select(each => (each.Kind, each.Cause)));

    private static NetworkContact Contact(string address, string domain, int port) => new("tcp", address, port, domain, null, null, "");

    private static Finding Secret(string key, string path)
    {
        var finding = Make.Finding(key, Risk.High, check: "secret.file");
        return finding with { Details = finding.Details with { KeyClass = "secret.file", Id = "private-key", Location = path, Evidence = "a private key" } };
    }

    private sealed class Exploited(DateTimeOffset since) : IExploits
    {
        public bool CanTell => true;

        public DateTimeOffset? Since(string id) => since;
    }
}
