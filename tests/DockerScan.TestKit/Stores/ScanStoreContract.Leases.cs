using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using Xunit;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.TestKit.Stores;

/// <content>Claims, targets, progress and cancelling; what all work must hold is in <see cref="ScanLeasesContract"/>.</content>
public abstract partial class ScanStoreContract
{
    [Fact]
    public async Task ClaimAsync_Several_OldestFirstAndInOrderOfArrival()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), Request("a") with { RequestedBy = "one" }, Start.AddSeconds(1), Token);
        await store.EnqueueAsync(Id(2), Request("b") with { RequestedBy = "two" }, Start, Token);
        await store.EnqueueAsync(Id(3), Request("c") with { RequestedBy = "three" }, Start, Token);

        Assert.Equal([Id(2), Id(3), Id(1)], await OrderAsync(store));
    }

    [Fact]
    public async Task ClaimAsync_Queued_GivesLeaseAndCountsAttempt()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), Request(), Start, Token);

        var job = (await store.ClaimAsync(Id(1), Token, "worker")).Item;

        Assert.Equal((ScanState.Running, 1, "worker"), (job.State, job.Attempts, job.LeaseOwner));
        Assert.NotNull(job.LeaseUntil);
        Assert.Equal(job, await (await CreateAsync()).FindJobAsync(Id(1), Token));
    }

    [Fact]
    public async Task EndLeasesAsync_DeadWorker_TheAttemptCounts()
    {
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1);

        await store.EndLeasesAsync("worker", Token);

        Assert.Equal(2, (await store.ClaimAsync(Id(1), Token)).Item.Attempts);
    }

    [Fact]
    public async Task TryTakeTargetAsync_HeldByAnother_IsFalseUntilItEnds()
    {
        var store = await CreateAsync();
        var (one, two) = (await EnqueueAndClaimAsync(store, 1, "a"), await EnqueueAndClaimAsync(store, 2, "b"));

        Assert.True(await store.TryTakeTargetAsync(one, "t", Token));
        Assert.True(await store.TryTakeTargetAsync(one, "t", Token));
        Assert.False(await store.TryTakeTargetAsync(two, "t", Token));
        Assert.True(await store.TryTakeTargetAsync(two, "other", Token));
        await store.FinishAsync(Result(Id(1)), one, Token);

        Assert.True(await store.TryTakeTargetAsync(two, "t", Token));
    }

    [Fact]
    public async Task TryTakeTargetAsync_HoldersLeaseOver_IsTrueAndHolderCannotRenew()
    {
        var store = await CreateAsync();
        var one = await EnqueueAndClaimAsync(store, 1, "a", "dead");
        await store.TryTakeTargetAsync(one, "t", Token);
        var two = await EnqueueAndClaimAsync(store, 2, "b");
        Assert.False(await store.TryTakeTargetAsync(two, "t", Token));

        await store.EndLeasesAsync("dead", Token);

        Assert.True(await store.TryTakeTargetAsync(two, "t", Token));
        Assert.Equal(LeaseAnswer.Stale, await store.RenewAsync(one, TimeSpan.FromMinutes(1), Token));
        Assert.False(await store.TryTakeTargetAsync(one, "t", Token));
        Assert.Equal(LeaseAnswer.Held, await store.RenewAsync(two, TimeSpan.FromMinutes(1), Token));
    }

    [Fact]
    public async Task TryTakeTargetAsync_HolderReleasedOrCancelled_IsTrue()
    {
        var store = await CreateAsync();
        var one = await EnqueueAndClaimAsync(store, 1, "a");
        var two = await EnqueueAndClaimAsync(store, 2, "b");
        var three = await EnqueueAndClaimAsync(store, 3, "c");
        await store.TryTakeTargetAsync(one, "t", Token);

        await store.ReleaseAsync(one, TimeSpan.Zero, isFailure: false, Token);
        Assert.True(await store.TryTakeTargetAsync(two, "t", Token));
        await store.StopAsync(two, Token);
        Assert.True(await store.TryTakeTargetAsync(three, "t", Token));
    }

    [Fact]
    public async Task TryTakeTargetAsync_AtOnce_OneGetsIt()
    {
        const int Scans = 8;
        var store = await CreateAsync();
        List<Claim> claims = [];
        for (var i = 0; i < Scans; i++)
        {
            claims.Add(await EnqueueAndClaimAsync(store, i, $"redis:{i}"));
        }

        var stores = await Task.WhenAll(Enumerable.Range(0, Scans).Select(_ => CreateAsync()));
        var taken = await Task.WhenAll(stores.Select((each, i) => Task.Run(() => each.TryTakeTargetAsync(claims[i], "t", Token), Token)));

        Assert.Single(taken, isTaken => isTaken);
    }

    [Fact]
    public async Task ReleaseAsync_NothingWasTried_QueuesAgainInItsPlaceWithoutCounting()
    {
        var store = await CreateAsync();
        var claim = await EnqueueAndClaimAsync(store, 1, "a");
        await store.EnqueueAsync(Id(2), Request("b"), Start, Token);

        await store.ReleaseAsync(claim, TimeSpan.Zero, isFailure: false, Token);

        var job = await store.FindJobAsync(Id(1), Token);
        Assert.Equal((ScanState.Queued, 0, null, null), (job?.State, job?.Attempts, job?.LeaseOwner, job?.LeaseUntil));
        Assert.Equal([Id(1), Id(2)], await OrderAsync(store));
    }

    [Fact]
    public async Task ProgressAsync_Claimed_IsSeenByAnotherProcessUntilItIsClaimedAnew()
    {
        var store = await CreateAsync();
        var claim = await EnqueueAndClaimAsync(store, 1);
        StageProgress[] stages = [new("acquire", StageOutcome.Completed, 1, null), new("sandbox", null, null, "\u001b[31m<b>가") { News = new StageNews(NewsKind.MinerLogin, "pool.example:3333 \"'") }, new("trivy", null, 0.25, null)];

        Assert.Equal(LeaseAnswer.Held, await store.ProgressAsync(claim, stages, Token));

        Assert.Equal(stages, (await (await CreateAsync()).FindJobAsync(Id(1), Token))!.Progress);
        await store.ReleaseAsync(claim, TimeSpan.Zero, isFailure: false, Token);
        Assert.Empty((await store.ClaimAsync(Id(1), Token)).Item.Progress);
    }

    [Fact]
    public async Task FinishAsync_StagesOfTheResult_AreTheLastProgress()
    {
        var store = await CreateAsync();
        var claim = await EnqueueAndClaimAsync(store, 1);
        var result = Full(Id(1));

        await store.FinishAsync(result, claim, Token);

        Assert.Equal(result.Stages.Select(StageProgress.Of), (await (await CreateAsync()).FindJobAsync(Id(1), Token))!.Progress);
    }

    [Fact]
    public async Task CancelAsync_Queued_IsCancelledAndNeverClaimed()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), Request(), Start, Token);

        Assert.Equal(CancelAnswer.Cancelled, await store.CancelAsync(Id(1), Token));

        Assert.Equal((ScanState.Cancelled, null), ((await store.FindJobAsync(Id(1), Token))?.State, (await store.FindJobAsync(Id(1), Token))?.ResultId));
        Assert.Empty(await OrderAsync(store));
        Assert.Equal(CancelAnswer.Cancelled, await store.CancelAsync(Id(1), Token));
    }

    [Fact]
    public async Task CancelAsync_SomebodyWorksOnIt_IsToldByEveryAnswerAndEndsIt()
    {
        var store = await CreateAsync();
        var claim = await EnqueueAndClaimAsync(store, 1);

        Assert.Equal(CancelAnswer.Asked, await (await CreateAsync()).CancelAsync(Id(1), Token));

        Assert.Equal((ScanState.Running, true), ((await store.FindJobAsync(Id(1), Token))?.State, (await store.FindJobAsync(Id(1), Token))?.IsStopWanted));
        Assert.Equal(LeaseAnswer.StopWanted, await store.LookAsync(claim, Token));
        Assert.Equal(LeaseAnswer.StopWanted, await store.ProgressAsync(claim, [], Token));
        Assert.Equal(LeaseAnswer.StopWanted, await store.RenewAsync(claim, TimeSpan.FromMinutes(1), Token));
        Assert.Equal(LeaseAnswer.Held, await store.StopAsync(claim, Token));
        var job = await store.FindJobAsync(Id(1), Token);
        Assert.Equal((ScanState.Cancelled, null, null), (job?.State, job?.LeaseOwner, job?.ResultId));
        Assert.Equal(LeaseAnswer.Stale, await store.FinishAsync(Result(Id(1)), claim, Token));
        Assert.Null(await store.FindResultAsync(Id(1), Token));
    }

    [Fact]
    public async Task CancelAsync_ItsWorkerIsDead_IsCancelledAtOnce()
    {
        var store = await CreateAsync();
        var claim = await EnqueueAndClaimAsync(store, 1, worker: "dead");
        await store.EndLeasesAsync("dead", Token);

        Assert.Equal(CancelAnswer.Cancelled, await store.CancelAsync(Id(1), Token));

        Assert.Equal(LeaseAnswer.Stale, await store.FinishAsync(Result(Id(1)), claim, Token));
    }

    [Fact]
    public async Task CancelAsync_ItsWorkerGivesItBack_IsCancelled()
    {
        var store = await CreateAsync();
        var claim = await EnqueueAndClaimAsync(store, 1);
        await store.CancelAsync(Id(1), Token);

        Assert.Equal(LeaseAnswer.Held, await store.ReleaseAsync(claim, TimeSpan.Zero, isFailure: false, Token));

        Assert.Equal(ScanState.Cancelled, (await store.FindJobAsync(Id(1), Token))?.State);
        Assert.Empty(await OrderAsync(store));
    }

    [Fact]
    public async Task CancelAsync_EndedOrNone_SaysSo()
    {
        var store = await CreateAsync();
        await EnqueueAndFinishAsync(store, Result(Id(1)));

        Assert.Equal(CancelAnswer.Ended, await store.CancelAsync(Id(1), Token));
        Assert.Equal(CancelAnswer.Unknown, await store.CancelAsync(Id(9), Token));
        Assert.NotNull(await store.FindResultAsync(Id(1), Token));
    }
}
