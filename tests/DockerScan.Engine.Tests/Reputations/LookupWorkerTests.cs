using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;
using DockerScan.Engine.Reputations;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.Engine.Work;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.Engine.Tests.Reputations;

public sealed class LookupWorkerTests : IAsyncLifetime
{
    private static readonly Indicator Bad = new(IndicatorKind.Domain, "bad.site.net");
    private readonly Rig _rig = new(withSqlite: true);
    private readonly FakeFileUploads _uploads = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IReputationStore Store => _rig.Services.GetRequiredService<IReputationStore>();

    private DateTimeOffset Now => _rig.Time.GetUtcNow();

    public async ValueTask InitializeAsync() => await _rig.Services.GetRequiredService<IScanStore>().InitializeAsync(Token);

    public ValueTask DisposeAsync()
    {
        _rig.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task RunNext_NothingQueued_AsksNobody()
        => Assert.Equal(LookupStep.Idle, await Worker().RunNextAsync(FakeReputationSource.FreeKey, Token));

    [Fact]
    public async Task RunNext_Answered_IsKeptAndNotAskedAgain()
    {
        await EnqueueAsync(Bad);
        _rig.Reputations.Answer = _ => ReputationAnswer.Of(FakeReputationSource.Report(Reputation.Malicious, Now, 9));

        Assert.Equal(LookupStep.Asked, await Worker().RunNextAsync(FakeReputationSource.FreeKey, Token));
        Assert.Equal(LookupStep.Idle, await Worker().RunNextAsync(FakeReputationSource.FreeKey, Token));

        Assert.Equal(Reputation.Malicious, Assert.Single(await Store.FindAsync([Bad], Token)).Report.Reputation);
        Assert.Single(_rig.Reputations.Asked);
    }

    [Fact]
    public async Task RunNext_Unknown_IsAskedAgainAfterOneSevenAndThirtyDays()
    {
        await EnqueueAsync(Bad);
        _rig.Reputations.Answer = _ => ReputationAnswer.Of(FakeReputationSource.Report(Reputation.Unknown, Now));
        var start = Now;
        List<double> days = [];
        for (var hour = 0; hour <= 24 * 60; hour++)
        {
            if ((await Worker().RunNextAsync(FakeReputationSource.FreeKey, Token)).HasAsked)
            {
                days.Add((Now - start).TotalDays);
            }

            _rig.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal([0, 1, 7, 30], days);
    }

    [Fact]
    public async Task RunNext_OverQuotaWithoutRetryAfter_RestsAMinuteThenUntilMidnight()
    {
        await EnqueueAsync(Bad);
        _rig.Reputations.Answer = _ => ReputationAnswer.OverQuota(null);
        await Worker().RunNextAsync(FakeReputationSource.FreeKey, Token);

        Assert.Equal(Now.AddSeconds(60), (await Worker().RunNextAsync(FakeReputationSource.FreeKey, Token)).RetryAt);
        _rig.Time.Advance(TimeSpan.FromSeconds(61));
        await Worker().RunNextAsync(FakeReputationSource.FreeKey, Token);

        Assert.Equal(new DateTimeOffset(2026, 11, 2, 0, 0, 0, TimeSpan.Zero), (await Worker().RunNextAsync(FakeReputationSource.FreeKey, Token)).RetryAt);
        Assert.Equal(2, _rig.Reputations.Asked.Count);
    }

    [Fact]
    public async Task RunNext_OverQuotaWithRetryAfter_IsHonoured()
    {
        await EnqueueAsync(Bad);
        _rig.Reputations.Answer = _ => ReputationAnswer.OverQuota(TimeSpan.FromSeconds(300));
        await Worker().RunNextAsync(FakeReputationSource.FreeKey, Token);

        Assert.Equal(Now.AddSeconds(300), (await Worker().RunNextAsync(FakeReputationSource.FreeKey, Token)).RetryAt);
    }

    [Fact]
    public async Task RunNext_KeyRefused_RestsAnHourAndLosesNothing()
    {
        await EnqueueAsync(Bad);
        _rig.Reputations.Answer = _ => ReputationAnswer.Refused("the key is not accepted");
        await Worker().RunNextAsync(FakeReputationSource.FreeKey, Token);

        Assert.Equal(Now.AddHours(1), (await Worker().RunNextAsync(FakeReputationSource.FreeKey, Token)).RetryAt);
        Assert.Equal("the key is not accepted", (await Store.GetStateAsync("account", Now, Token)).BlockReason);
        _rig.Reputations.Answer = _ => ReputationAnswer.Of(FakeReputationSource.Report(Reputation.Harmless, Now));
        // Another key is another account.
        Assert.True((await Worker().RunNextAsync(FakeReputationSource.FreeKey with { Account = "new key" }, Token)).HasAsked);
        Assert.NotEmpty(await Store.FindAsync([Bad], Token));
    }

    [Fact]
    public async Task RunNext_Fails_IsTriedAgainLaterAndLater()
    {
        await EnqueueAsync(Bad);
        _rig.Reputations.Answer = _ => ReputationAnswer.Failed("it broke");
        var start = Now;
        List<double> seconds = [];
        for (var i = 0; i < 60; i++)
        {
            if ((await Worker().RunNextAsync(FakeReputationSource.FreeKey, Token)).HasAsked)
            {
                seconds.Add((Now - start).TotalSeconds);
            }

            _rig.Time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal([0, 30, 90, 210, 450], seconds);
    }

    [Fact]
    public async Task RunNext_KilledBetweenAskAndAnswer_IsAskedOnceMoreAndBothAreCounted()
    {
        await EnqueueAsync(Bad);
        _rig.Reputations.Answer = _ => throw new OperationCanceledException("killed");
        await Assert.ThrowsAsync<OperationCanceledException>(() => Worker().RunNextAsync(FakeReputationSource.FreeKey, Token));
        _rig.Reputations.Answer = _ => ReputationAnswer.Of(FakeReputationSource.Report(Reputation.Harmless, Now));

        Assert.Equal(LookupStep.Idle, await Worker().RunNextAsync(FakeReputationSource.FreeKey, Token));
        _rig.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.True((await Worker().RunNextAsync(FakeReputationSource.FreeKey, Token)).HasAsked);

        Assert.Equal(2, (await Store.GetStateAsync("account", Now, Token)).UsedToday);
    }

    [Fact]
    public async Task RunNext_SpareQuota_LeavesTheReserveToPeople()
    {
        var policy = FakeReputationSource.FreeKey with { Limits = new QuotaLimits(100, 3, 1) };
        _rig.Reputations.Answer = each => ReputationAnswer.Of(FakeReputationSource.Report(Reputation.Harmless, Now));
        await EnqueueAsync(isInteractive: false, [.. Enumerable.Range(0, 3).Select(i => new Indicator(IndicatorKind.Domain, $"n{i}.site.net"))]);
        await Worker().RunNextAsync(policy, Token);
        await Worker().RunNextAsync(policy, Token);

        Assert.Equal(new DateTimeOffset(2026, 11, 2, 0, 0, 0, TimeSpan.Zero), (await Worker().RunNextAsync(policy, Token)).RetryAt);
        await EnqueueAsync(Bad);
        Assert.True((await Worker().RunNextAsync(policy, Token)).HasAsked);

        Assert.Equal(Bad, _rig.Reputations.Asked.Last());
    }

    [Fact]
    public async Task RunNext_UnknownFileThatIsKept_IsSentPolledAndAskedAgainEachForQuota()
    {
        var file = new Indicator(IndicatorKind.File, new string('a', 64));
        await EnqueueAsync(file);
        _uploads.State = UploadState.Kept;
        var isAnalysed = false;
        _uploads.Poll = () => new UploadStep(ReputationAnswerKind.Answered, IsDone: isAnalysed = _uploads.Polls > 1);
        _rig.Reputations.Answer = _ => ReputationAnswer.Of(FakeReputationSource.Report(isAnalysed ? Reputation.Malicious : Reputation.Unknown, Now, 9));
        for (var i = 0; i < 40; i++)
        {
            await Worker().RunNextAsync(FakeReputationSource.FreeKey, Token);
            _rig.Time.Advance(TimeSpan.FromSeconds(15));
        }

        Assert.Equal((1, 2), (_uploads.Sent, _uploads.Polls));
        Assert.Equal(2, _rig.Reputations.Asked.Count);
        Assert.Equal(Reputation.Malicious, Assert.Single(await Store.FindAsync([file], Token)).Report.Reputation);
        Assert.Equal(5, (await Store.GetStateAsync("account", Now, Token)).UsedToday);
    }

    [Fact]
    public async Task RunNext_UploadFailsForEver_IsGivenUpAndStaysUnknown()
    {
        await EnqueueAsync(new Indicator(IndicatorKind.File, new string('a', 64)));
        _uploads.State = UploadState.Kept;
        _uploads.Send = () => new UploadStep(ReputationAnswerKind.Failed, Reason: "it broke");
        _rig.Reputations.Answer = _ => ReputationAnswer.Of(FakeReputationSource.Report(Reputation.Unknown, Now));
        for (var i = 0; i < 400 && _uploads.State != UploadState.None; i++)
        {
            await Worker().RunNextAsync(FakeReputationSource.FreeKey, Token);
            _rig.Time.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Equal((UploadState.None, 6), (_uploads.State, _uploads.Sent));
    }

    /// <summary>The ledger over more than a day, four workers at once: never over 4 in any 60 seconds, never over 500 in a day of UTC, and neither left unused.</summary>
    [Fact]
    public async Task RunNext_FourWorkersForADay_NeverOverTheQuota()
    {
        await EnqueueAsync(isInteractive: true, [.. Enumerable.Range(0, 900).Select(i => new Indicator(IndicatorKind.Domain, $"n{i}.site.net"))]);
        List<DateTimeOffset> asked = [];
        _rig.Reputations.Answer = each =>
        {
            lock (asked)
            {
                asked.Add(Now);
            }

            return ReputationAnswer.Of(FakeReputationSource.Report(Reputation.Harmless, Now));
        };
        var workers = Enumerable.Range(0, 4).Select(_ => Worker()).ToList();
        var end = Now.AddHours(15);
        while (Now < end)
        {
            var steps = await Task.WhenAll(workers.Select(worker => Task.Run(() => worker.RunNextAsync(FakeReputationSource.FreeKey, Token), Token)));
            // Sleeping as the service does would be as long as real waiting: the clock jumps to when there is quota again.
            var next = steps.Any(step => step.HasAsked) ? Now.AddSeconds(7) : steps.Select(step => step.RetryAt ?? Now.AddMinutes(1)).Min();
            _rig.Time.Advance(next - Now > TimeSpan.Zero ? next - Now : TimeSpan.FromMilliseconds(1));
        }

        asked.Sort();
        for (var i = 4; i < asked.Count; i++)
        {
            Assert.True(asked[i] - asked[i - 4] > TimeSpan.FromSeconds(60), $"five requests within 60 s at {asked[i]:O}");
        }

        var days = asked.GroupBy(at => at.UtcDateTime.Date).ToDictionary(day => day.Key.Day, day => day.Count());
        Assert.Equal(500, days[1]);
        Assert.Equal(400, days[2]);
        Assert.Equal(900, _rig.Reputations.Asked.Distinct().Count());
    }

    private Task EnqueueAsync(params Indicator[] indicators) => EnqueueAsync(isInteractive: true, indicators);

    private Task EnqueueAsync(bool isInteractive, Indicator[] indicators)
        => Store.EnqueueAsync(ScanSamples.Id(1), [.. indicators.Select(each => new WantedLookup(each, 50, true))], isInteractive, "slack:T1/U1", Now, Token);

    private LookupWorker Worker() => new(
        _rig.Reputations, Store, _uploads, _rig.Services.GetRequiredService<WorkLoop>(), _rig.Services.GetRequiredService<WorkerPresence>(), _rig.Time,
        NullLogger<LookupWorker>.Instance);
}
