using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Engine.Reputations;
using DockerScan.Engine.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Engine.Tests.Reputations;

/// <summary>From the end of a scan to its amended result, with a real store.</summary>
public sealed class ReputationFlowTests : IAsyncLifetime
{
    private static readonly NetworkContact Contact = new("tcp", "185.1.2.3", 4444, "bad.site.net", "sh", null, "called");
    private readonly Rig _rig = new(withSqlite: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _rig.Time.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        await _rig.Services.GetRequiredService<IScanStore>().InitializeAsync(Token);
        _rig.Engine.Local = Rig.Image();
        _rig.Autorun.Scan = (_, _) => Task.FromResult(new ScannerOutcome { Outcome = StageOutcome.Completed, Network = [Contact] });
        _rig.Reputations.Policy = FakeReputationSource.FreeKey;
    }

    public ValueTask DisposeAsync()
    {
        _rig.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Scan_NotConfigured_StageIsSkippedAndNothingIsQueued()
    {
        _rig.Reputations.Policy = null;

        var result = await _rig.ScanAsync();

        var stage = result.Stages.Single(each => each.Id == StageIds.VirusTotal);
        Assert.Equal(StageOutcome.Skipped, stage.Outcome);
        Assert.StartsWith("not configured", stage.Reason, StringComparison.Ordinal);
        Assert.Equal(Reputation.NotConfigured, Assert.Single(result.Network).Reputation);
        Assert.Equal(0, (await State()).Waiting);
    }

    [Fact]
    public async Task Scan_NothingKept_EndsWithoutAskingAndSaysSo()
    {
        var result = await _rig.ScanAsync();

        Assert.Empty(_rig.Reputations.Asked);
        Assert.True(result.Complete);
        Assert.Equal(Reputation.Pending, Assert.Single(result.Reputations).Reputation);
        Assert.Equal(StageOutcome.Partial, result.Stages.Single(each => each.Id == StageIds.VirusTotal).Outcome);
        Assert.Equal(1, (await State()).Waiting);
    }

    [Fact]
    public async Task Answered_StoredResultIsAmended()
    {
        var before = await _rig.ScanAsync();
        _rig.Reputations.Answer = _ => ReputationAnswer.Of(FakeReputationSource.Report(Reputation.Malicious, Now, 9));

        await WorkAsync();

        var after = await FindAsync(before.Id);
        Assert.Equal((0, 1), (before.Revision, after.Revision));
        Assert.Equal(Verdict.High, after.Verdict);
        Assert.Equal(CheckIds.MaliciousAddress, Assert.Single(after.Findings).Details.Check);
        Assert.Equal(CheckResult.Detected, after.Checklist.Single(line => line.Check == CheckIds.MaliciousAddress).Result);
    }

    [Fact]
    public async Task Answered_ThenScannedAnew_IsAnsweredAtOnceFromWhatIsKept()
    {
        await _rig.ScanAsync();
        _rig.Reputations.Answer = _ => ReputationAnswer.Of(FakeReputationSource.Report(Reputation.Harmless, Now));
        await WorkAsync();
        _rig.Time.Advance(TimeSpan.FromDays(2));

        var second = await _rig.ScanAsync(Rig.Request(force: true));

        Assert.Equal(Reputation.Harmless, Assert.Single(second.Reputations).Reputation);
        Assert.Equal(StageOutcome.Completed, second.Stages.Single(each => each.Id == StageIds.VirusTotal).Outcome);
        Assert.Single(_rig.Reputations.Asked);
    }

    [Theory]
    [InlineData(Reputation.Harmless, Reputation.Pending)]
    [InlineData(Reputation.Malicious, Reputation.Malicious)]
    public async Task ScannedAnew_AnswerIsTooOld_IsAskedAgainAndOnlyABadOneStands(Reputation kept, Reputation shown)
    {
        await _rig.ScanAsync();
        _rig.Reputations.Answer = _ => ReputationAnswer.Of(FakeReputationSource.Report(kept, Now, 9));
        await WorkAsync();
        _rig.Time.Advance(TimeSpan.FromDays(31));

        var second = await _rig.ScanAsync(Rig.Request(force: true));

        Assert.Equal(shown, Assert.Single(second.Reputations).Reputation);
        Assert.Equal(1, (await State()).Waiting);
    }

    [Fact]
    public async Task UnknownBecomesMaliciousAWeekLater_AmendsAndIsANewFinding()
    {
        var scan = await _rig.ScanAsync();
        _rig.Reputations.Answer = _ => ReputationAnswer.Of(FakeReputationSource.Report(Reputation.Unknown, Now));
        await WorkAsync();
        Assert.Empty((await FindAsync(scan.Id)).Findings);
        _rig.Time.Advance(TimeSpan.FromDays(1));
        _rig.Reputations.Answer = _ => ReputationAnswer.Of(FakeReputationSource.Report(Reputation.Malicious, Now, 9));

        await WorkAsync();

        var after = await FindAsync(scan.Id);
        Assert.Equal(Risk.High, Assert.Single(after.Findings).Risk);
    }

    [Fact]
    public async Task Scan_DayIsUsedUp_SaysOverQuota()
    {
        _rig.Reputations.Policy = FakeReputationSource.FreeKey with { Limits = new QuotaLimits(4, 1, 0) };
        var store = _rig.Services.GetRequiredService<IReputationStore>();
        Assert.True((await store.TryTakeAsync("account", _rig.Reputations.Policy.Limits, true, Now, Token)).IsTaken);

        var result = await _rig.ScanAsync();

        Assert.Equal(Reputation.OverQuota, Assert.Single(result.Reputations).Reputation);
        Assert.Contains("quota", result.Stages.Single(each => each.Id == StageIds.VirusTotal).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, Reputation.OverQuota)]
    [InlineData(false, Reputation.Pending)]
    public async Task Scan_AccountRests_SaysWhyAndOnlyQuotaIsOverQuota(bool isQuota, Reputation shown)
    {
        _rig.Reputations.Answer = _ => isQuota ? ReputationAnswer.OverQuota(TimeSpan.FromHours(2)) : ReputationAnswer.Refused("the key is not accepted");
        await _rig.ScanAsync();
        await _rig.Services.GetRequiredService<LookupWorker>().RunNextAsync(FakeReputationSource.FreeKey, Token);

        var result = await _rig.ScanAsync(Rig.Request(force: true));

        Assert.Equal(shown, Assert.Single(result.Reputations).Reputation);
        Assert.Contains(isQuota ? "2026-11-01 14:00 UTC: the quota" : "2026-11-01 13:00 UTC: the key is not accepted", result.Stages.Single(each => each.Id == StageIds.VirusTotal).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_ServiceIsSetUpLater_OldResultIsNotReused()
    {
        _rig.Reputations.Policy = null;
        var first = await _rig.ScanAsync();
        _rig.Reputations.Policy = FakeReputationSource.FreeKey;

        var second = await _rig.ScanAsync();

        Assert.NotEqual(first.Id, second.Id);
    }

    private async Task WorkAsync()
    {
        var worker = _rig.Services.GetRequiredService<LookupWorker>();
        while ((await worker.RunNextAsync(_rig.Reputations.Policy!, Token)).HasAsked)
        {
            // Until nothing is due.
        }

        await _rig.Services.GetRequiredService<ResultAmender>().RunAsync(_rig.Reputations.Policy!, Token);
    }

    private async Task<ScanResult> FindAsync(ScanId scan) => (await _rig.Scans.FindResultAsync(scan, Token))!;

    private Task<QuotaState> State() => _rig.Services.GetRequiredService<IReputationStore>().GetStateAsync("account", Now, Token);
}
