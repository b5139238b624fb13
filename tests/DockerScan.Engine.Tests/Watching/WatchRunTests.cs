using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Engine.Tests.Fakes;

namespace DockerScan.Engine.Tests.Watching;

/// <summary>What a run does, from its planned time to what is kept of it: scans, comparisons, failures, crashes.</summary>
public sealed class WatchRunTests : IDisposable
{
    private readonly WatchRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task FirstLook_IsABaselineThatIsNoNews()
    {
        var watch = await _rig.WatchAsync();

        var target = await _rig.TargetAsync(watch);
        Assert.Equal((1, Rig.Digest, "db 1"), (_rig.Rig.Trivy.Runs, target.ScannedDigest, target.Basis?.Database));
        var change = Assert.Single(Assert.Single(_rig.News.Ended).Changes);
        Assert.Equal((WatchReason.FirstSight, (ScanId?)null, target.LastComplete, true), (change.Reason, change.Before, (ScanId?)change.After, change.IsBaseline));
        Assert.Equal(ScanPriority.Schedule, (await _rig.Scans.FindJobAsync(change.After, Token))?.Request.Priority);
    }

    [Fact]
    public async Task NothingChanged_NothingIsScannedMatchedOrSaid()
    {
        var watch = await _rig.WatchAsync();
        var before = await _rig.TargetAsync(watch);

        var run = await _rig.RunAsync(watch);

        Assert.Equal((WatchRunOutcome.Ended, new WatchCounts { Unchanged = 1 }), (run.End.Outcome, run.End.Counts));
        Assert.Equal((1, 0, 1), (_rig.Rig.Trivy.Runs, _rig.Matcher.Matches, _rig.News.Ended.Count));
        // Not even what is known of it is written.
        Assert.Equal(before.Revision, (await _rig.TargetAsync(watch)).Revision);
    }

    [Fact]
    public async Task AnotherImage_IsScannedAndComparedWithTheOneBefore()
    {
        var watch = await _rig.WatchAsync();
        var before = await _rig.TargetAsync(watch);
        Replace();

        var run = await _rig.RunAsync(watch);

        var target = await _rig.TargetAsync(watch);
        Assert.Equal((1, 2, Rig.OtherDigest), (run.End.Counts.Scanned, _rig.Rig.Trivy.Runs, target.ScannedDigest));
        var change = _rig.News.Ended[^1].Changes.Single();
        Assert.Equal((WatchReason.ImageChanged, before.LastComplete, target.LastComplete, false), (change.Reason, change.Before, (ScanId?)change.After, change.IsBaseline));
    }

    [Fact]
    public async Task AnotherIndexOfTheSameImage_IsNoNews()
    {
        var watch = await _rig.WatchAsync();
        _rig.Tags.Answer = new TagContent(Rig.Digest, Rig.OtherDigest);

        Assert.Equal(new WatchCounts { Unchanged = 1 }, (await _rig.RunAsync(watch)).End.Counts);

        Assert.Equal(Rig.OtherDigest, (await _rig.TargetAsync(watch)).SeenIndex);
    }

    [Fact]
    public async Task OnlyTheDatabase_IsMatchedWithoutPullAndStart()
    {
        var watch = await _rig.WatchAsync();
        var pulls = _rig.Rig.Engine.Calls.Count;
        _rig.Rig.Trivy.Data = "db 2";

        var run = await _rig.RunAsync(watch);

        Assert.Equal(new WatchCounts { Matched = 1 }, run.End.Counts);
        Assert.Equal((1, 1, pulls, 1), (_rig.Rig.Trivy.Runs, _rig.Matcher.Matches, _rig.Rig.Engine.Calls.Count, _rig.News.Ended.Count));
        Assert.Equal("db 2", (await _rig.TargetAsync(watch)).Basis?.Database);
        await _rig.RunAsync(watch);
        Assert.Equal(1, _rig.Matcher.Matches);
    }

    [Fact]
    public async Task OnlyTheDatabaseAndItKnowsMore_IsAResultThatSaysSo()
    {
        var watch = await _rig.WatchAsync();
        var before = await _rig.TargetAsync(watch);
        _rig.Rig.Trivy.Data = "db 2";
        _rig.Matcher.Answer = new PackageMatch { Data = "db 2", PackageCount = 3, Findings = [Vulnerability("CVE-2026-1")] };

        var run = await _rig.RunAsync(watch);

        var target = await _rig.TargetAsync(watch);
        var result = await _rig.Scans.FindResultAsync(target.LastComplete!.Value, Token);
        Assert.Equal((1, 0, 1, 1), (run.End.Counts.Matched, run.End.Counts.Scanned, run.End.Counts.Changed, _rig.Rig.Trivy.Runs));
        Assert.NotEqual(before.LastComplete, target.LastComplete);
        Assert.Equal(("CVE-2026-1", Verdict.High, null, before.LastFullAt), (Assert.Single(result!.Findings).Details.Id, result.Verdict, result.ReuseKey, target.LastFullAt));
        var change = _rig.News.Ended[^1].Changes.Single();
        Assert.Equal((WatchReason.DatabaseChanged, before.LastComplete, false), (change.Reason, change.Before, change.IsBaseline));
    }

    [Fact]
    public async Task OnlyTheDatabaseAndNobodyCanCompare_IsScanned()
    {
        var watch = await _rig.WatchAsync();
        _rig.Rig.Trivy.Data = "db 2";
        _rig.Matcher.Answer = PackageMatch.Without("no server");

        var run = await _rig.RunAsync(watch);

        Assert.Equal((1, 0, 2), (run.End.Counts.Scanned, run.End.Counts.Matched, _rig.Rig.Trivy.Runs));
        Assert.Equal("db 2", (await _rig.TargetAsync(watch)).Basis?.Database);
    }

    [Fact]
    public async Task AWeekIsOver_TheWholePipelineRunsThoughAResultWouldAnswer()
    {
        var watch = await _rig.WatchAsync();
        _rig.Rig.Time.Advance(TimeSpan.FromDays(7));

        Assert.Equal(new WatchCounts { Scanned = 1 }, (await _rig.RunAsync(watch)).End.Counts);
        Assert.Equal(new WatchCounts { Unchanged = 1 }, (await _rig.RunAsync(watch)).End.Counts);

        Assert.Equal(2, _rig.Rig.Trivy.Runs);
    }

    [Fact]
    public async Task Full_EachTime_RunsThePipelineEachTime()
    {
        var watch = await _rig.WatchAsync(change: wish => wish with { IsFull = true });

        await _rig.RunAsync(watch);
        await _rig.RunAsync(watch);

        Assert.Equal(3, _rig.Rig.Trivy.Runs);
    }

    [Fact]
    public async Task PartialScan_AddsToTheBaselineAndIsTriedAgain()
    {
        var watch = await _rig.WatchAsync();
        var before = await _rig.TargetAsync(watch);
        Replace();
        _rig.Rig.Autorun.Scan = (_, _) => Task.FromResult(ScannerOutcome.With([new Gap(GapKind.StartFileUnread, "a file could not be read")]));

        await _rig.RunAsync(watch);

        var target = await _rig.TargetAsync(watch);
        Assert.Equal((before.LastComplete, 2, 1), (target.LastComplete, target.Baseline.Count, target.PartialRuns));
        _rig.Rig.Autorun.Scan = (_, _) => Task.FromResult(new ScannerOutcome { Outcome = StageOutcome.Completed });
        Assert.Equal(1, (await _rig.RunAsync(watch)).End.Counts.Scanned);
        Assert.Equal(0, (await _rig.TargetAsync(watch)).PartialRuns);
        Assert.NotEqual(before.LastComplete, (await _rig.TargetAsync(watch)).LastComplete);
    }

    [Fact]
    public async Task RegistryIsAway_ChangesNothingAndIsSaidAtTheThirdTimeAlone()
    {
        var watch = await _rig.WatchAsync();
        var before = await _rig.TargetAsync(watch);
        _rig.Tags.Answer = new ScanFailure(FailureKind.RegistryUnavailable, "it does not answer");
        List<int> said = [];
        for (var run = 0; run < 5; run++)
        {
            Assert.Equal(1, (await _rig.RunAsync(watch)).End.Counts.Failed);
            said.Add(_rig.News.Failing.Count);
        }

        Assert.Equal([0, 0, 1, 1, 1], said);
        var target = await _rig.TargetAsync(watch);
        Assert.Equal((5, FailureKind.RegistryUnavailable, before.LastComplete, before.ScannedDigest), (target.Failures, target.Problem?.Kind, target.LastComplete, target.ScannedDigest));
        Assert.Equal(1, _rig.Rig.Trivy.Runs);

        _rig.Tags.Answer = new TagContent(Rig.Digest, null);
        await _rig.RunAsync(watch);
        Assert.Equal((0, null), ((await _rig.TargetAsync(watch)).Failures, (await _rig.TargetAsync(watch)).Problem));
    }

    [Theory]
    [InlineData(FailureKind.Unauthorized)]
    [InlineData(FailureKind.ImageNotFound)]
    [InlineData(FailureKind.RegistryUnavailable)]
    [InlineData(FailureKind.RegistryNotAllowed)]
    [InlineData(FailureKind.Unsupported)]
    [InlineData(FailureKind.WrongPlatform)]
    public async Task RegistryRefuses_ChangesNothingAndTheNextRunGoesOnWhereItWas(FailureKind kind)
    {
        var watch = await _rig.WatchAsync();
        var before = await _rig.TargetAsync(watch);
        _rig.Tags.Answer = new ScanFailure(kind, "no");
        Assert.Equal(new WatchCounts { Failed = 1 }, (await _rig.RunAsync(watch)).End.Counts);

        var after = await _rig.TargetAsync(watch);
        Assert.Equal((1, kind, before.ScannedDigest, before.LastComplete, before.Basis), (after.Failures, after.Problem?.Kind, after.ScannedDigest, after.LastComplete, after.Basis));
        Assert.Equal(before.Baseline, after.Baseline);
        _rig.Tags.Answer = new TagContent(Rig.Digest, null);
        Assert.Equal(new WatchCounts { Unchanged = 1 }, (await _rig.RunAsync(watch)).End.Counts);
        Assert.Equal((1, 1), (_rig.Rig.Trivy.Runs, _rig.News.Ended.Count));
    }

    [Fact]
    public async Task RepositoryIsGone_EachTagThatWasKnownFailedAndNoneIsForgotten()
    {
        var watch = await _rig.WatchAsync(change: wish => wish with { Newest = 2 });
        var tags = _rig.Tags.Chosen;
        var before = await _rig.Store.ListTargetsAsync(watch.Id, Token);
        _rig.Tags.Chosen = new ScanFailure(FailureKind.ImageNotFound, "the registry has no such repository");
        for (var run = 0; run < 4; run++)
        {
            var end = (await _rig.RunAsync(watch)).End;
            Assert.Equal((WatchRunOutcome.Failed, 2, FailureKind.ImageNotFound), (end.Outcome, end.Counts.Failed, end.Problem?.Kind));
        }

        Assert.Equal(["7", "8"], _rig.News.Failing.Select(target => target.Tag));
        Assert.Equal(before.Select(target => target.LastComplete), (await _rig.Store.ListTargetsAsync(watch.Id, Token)).Select(target => target.LastComplete));
        _rig.Tags.Chosen = tags;
        Assert.Equal(new WatchCounts { Unchanged = 2 }, (await _rig.RunAsync(watch)).End.Counts);
    }

    [Fact]
    public async Task TagIsGoneAndComesBack_IsNoNewImage()
    {
        var watch = await _rig.WatchAsync();
        _rig.Tags.Answer = new ScanFailure(FailureKind.ImageNotFound, "the repository has no such tag");
        await _rig.RunAsync(watch);
        _rig.Tags.Answer = new TagContent(Rig.Digest, null);

        Assert.Equal(new WatchCounts { Unchanged = 1 }, (await _rig.RunAsync(watch)).End.Counts);
    }

    [Fact]
    public async Task ScanFails_ChangesNothingAndIsAskedForAgain()
    {
        var watch = await _rig.WatchAsync();
        var before = await _rig.TargetAsync(watch);
        Replace();
        _rig.Rig.Registry.Answer = new ScanFailure(FailureKind.RegistryUnavailable, "it does not answer");

        Assert.Equal(new WatchCounts { Failed = 1 }, (await _rig.RunAsync(watch)).End.Counts);

        var target = await _rig.TargetAsync(watch);
        Assert.Equal((1, before.LastComplete, before.ScannedDigest), (target.Failures, target.LastComplete, target.ScannedDigest));
        Replace();
        Assert.Equal(1, (await _rig.RunAsync(watch)).End.Counts.Scanned);
        Assert.Equal(Rig.OtherDigest, (await _rig.TargetAsync(watch)).ScannedDigest);
    }

    [Fact]
    public async Task RegistryAsksToWait_TheRunWaitsAndNothingFailed()
    {
        var watch = await _rig.WatchAsync();
        Replace();
        _rig.Tags.Answer = new ScanFailure(FailureKind.RateLimited, "wait", _rig.Rig.Time.GetUtcNow().AddHours(3));
        await _rig.Store.PlanAsync(watch.Id, _rig.Rig.Time.GetUtcNow(), Token);

        Assert.True(await _rig.Service.RunNextAsync(Token));
        Assert.False(await _rig.Service.RunNextAsync(Token));

        Assert.Equal((0, FailureKind.RateLimited), ((await _rig.TargetAsync(watch)).Failures, (await _rig.TargetAsync(watch)).Problem?.Kind));
        Replace();
        _rig.Rig.Time.Advance(TimeSpan.FromHours(3));
        await _rig.WorkOffAsync();
        Assert.Equal(Rig.OtherDigest, (await _rig.TargetAsync(watch)).ScannedDigest);
    }

    [Fact]
    public async Task TwoTagsOfOneImage_AreOneScanAndOneChangeThatNamesBoth()
    {
        var watch = await _rig.WatchAsync(change: wish => wish with { Newest = 2 });

        Assert.Equal(1, _rig.Rig.Trivy.Runs);
        Assert.Equal(["7", "8"], Assert.Single(Assert.Single(_rig.News.Ended).Changes).Tags);
        var targets = await _rig.Store.ListTargetsAsync(watch.Id, Token);
        Assert.Equal(2, targets.Count);
        Assert.Single(targets.Select(target => target.LastComplete).Distinct());
    }

    [Fact]
    public async Task RunBeforeHasNotEnded_IsLeftOut()
    {
        var watch = await _rig.WatchAsync();
        Replace();
        var first = _rig.Rig.Time.GetUtcNow();
        await _rig.Store.PlanAsync(watch.Id, first, Token);
        Assert.True(await _rig.Service.RunNextAsync(Token));
        await _rig.Store.PlanAsync(watch.Id, first.AddMinutes(15), Token);

        await _rig.WorkOffAsync();

        Assert.Equal(WatchRunOutcome.Overtaken, (await _rig.Store.ListLastAsync(Token)).Single().End.Outcome);
        Assert.Equal(2, _rig.Rig.Trivy.Runs);
    }

    [Fact]
    public async Task KilledInMidRun_AnotherProcessGoesOnWhereItWas()
    {
        var watch = await _rig.WatchAsync();
        Replace();
        await _rig.Store.PlanAsync(watch.Id, _rig.Rig.Time.GetUtcNow(), Token);
        // It dies after it asked for the scan, with the run in its hand.
        var claimed = await _rig.Store.ClaimAsync(new ClaimWish("dead", TimeSpan.FromMinutes(2)), Token);
        var scan = new WatchScan
        {
            Tag = "7", Platform = Core.Images.ImagePlatform.Default, Digest = Rig.OtherDigest, Reason = WatchReason.ImageChanged,
            Basis = (await _rig.TargetAsync(watch)).Basis!, Scan = (await _rig.Rig.Scans.SubmitAsync(Rig.Request() with { Priority = ScanPriority.Schedule }, Token)).Job.Id,
        };
        await _rig.Store.KeepAsync(claimed!.Claim, [scan], new WatchCounts { Scanned = 1 }, Token);
        using var other = new WatchRig(_rig);
        other.Rig.Engine.Pulled = Rig.Image(Rig.OtherDigest, wasPulled: true);
        var looks = _rig.Tags.Looks;
        _rig.Rig.Time.Advance(TimeSpan.FromMinutes(3));

        await other.WorkOffAsync();

        Assert.Equal((Rig.OtherDigest, looks), ((await _rig.TargetAsync(watch)).ScannedDigest, _rig.Tags.Looks));
        Assert.Equal(LeaseAnswer.Stale, await _rig.Store.EndAsync(claimed.Claim, new WatchRunEnd(WatchRunOutcome.Failed, new WatchCounts()), Token));
    }

    [Fact]
    public async Task RemovedBeforeItsRun_NothingIsAsked()
    {
        var watch = await _rig.WatchAsync(isFirstLook: false);
        await _rig.Desk.RemoveAsync(watch.Id, Token);
        await _rig.Store.PlanAsync(watch.Id, _rig.Rig.Time.GetUtcNow(), Token);

        await _rig.WorkOffAsync();

        Assert.Equal((0, 0), (_rig.Tags.Looks, _rig.Rig.Trivy.Runs));
    }

    [Fact]
    public async Task TwoProcesses_TwoHundredPlannedRuns_EachOnce()
    {
        const int Runs = 200;
        var watch = await _rig.WatchAsync();
        using var other = new WatchRig(_rig);
        var looks = _rig.Tags.Looks;
        for (var run = 0; run < Runs; run++)
        {
            _rig.Rig.Time.Advance(TimeSpan.FromMinutes(15));
            var planned = _rig.Rig.Time.GetUtcNow();
            await Task.WhenAll(_rig.Store.PlanAsync(watch.Id, planned, Token), other.Store.PlanAsync(watch.Id, planned, Token));
            await Task.WhenAll(_rig.Service.RunNextAsync(Token), other.Service.RunNextAsync(Token));
        }

        Assert.Equal(0, await _rig.Store.CountOpenAsync(Token));
        Assert.InRange(_rig.Tags.Looks - looks, Runs, Runs);
    }

    [Fact]
    public async Task Digests_FromTheFirstLookOn_AreKnownSinceThen()
    {
        var start = _rig.Rig.Time.GetUtcNow();
        var watch = await _rig.WatchAsync();
        _rig.Rig.Time.Advance(TimeSpan.FromDays(1));

        var known = await _rig.Desk.FindDigestAsync(watch.Image, null, Token);

        Assert.Equal(start, known.Value?.Since);
        _rig.Tags.Answer = new TagContent(Rig.OtherDigest, null);
        Assert.Null((await _rig.Desk.FindDigestAsync(watch.Image, null, Token)).Value?.Since);
    }

    private void Replace()
    {
        _rig.Tags.Answer = new TagContent(Rig.OtherDigest, null);
        _rig.Rig.Registry.Answer = Rig.Remote() with { Digest = Rig.OtherDigest };
        _rig.Rig.Engine.Pulled = Rig.Image(Rig.OtherDigest, wasPulled: true);
    }

    private static FindingDraft Vulnerability(string id) => Rig.Draft(id, Severity.Critical) with
    {
        KeyClass = KeyClasses.Vulnerability, Location = "pkg:deb/debian/openssl", FixedVersion = "2", CvssVector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    };
}
