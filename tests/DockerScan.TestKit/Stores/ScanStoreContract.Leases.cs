using System.Collections.Concurrent;
using DockerScan.Core;
using DockerScan.Core.Scans;
using Xunit;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.TestKit.Stores;

/// <content>Claims, leases and targets.</content>
public abstract partial class ScanStoreContract
{
    [Fact]
    public async Task ClaimAsync_Empty_IsNull()
        => Assert.Null(await (await CreateAsync()).ClaimAsync(Worker, Lease, Start, null, Token));

    [Fact]
    public async Task ClaimAsync_Several_OldestFirstAndInOrderOfArrival()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), Request("a"), Start.AddSeconds(1), Token);
        await store.EnqueueAsync(Id(2), Request("b"), Start, Token);
        await store.EnqueueAsync(Id(3), Request("c"), Start, Token);

        List<ScanId?> order = [];
        for (var i = 0; i < 4; i++)
        {
            order.Add((await store.ClaimAsync(Worker, Lease, Start, null, Token))?.Id);
        }

        Assert.Equal([Id(2), Id(3), Id(1), null], order);
    }

    [Fact]
    public async Task ClaimAsync_Queued_GivesLeaseAndCountsAttempt()
    {
        var store = await CreateAsync();
        var job = await EnqueueAndClaimAsync(store, 1);

        Assert.Equal((ScanState.Running, 1, Worker, Start + Lease), (job.State, job.Attempts, job.LeaseOwner, job.LeaseUntil));
        Assert.Equal(job, await store.FindJobAsync(Id(1), Token));
    }

    [Fact]
    public async Task ClaimAsync_Only_ClaimsThatOneOrNone()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), Request("a"), Start, Token);
        await store.EnqueueAsync(Id(2), Request("b"), Start, Token);

        Assert.Equal(Id(2), (await store.ClaimAsync(Worker, Lease, Start, Id(2), Token))?.Id);
        Assert.Null(await store.ClaimAsync(Worker, Lease, Start, Id(2), Token));
        Assert.Null(await store.ClaimAsync(Worker, Lease, Start, Id(9), Token));
    }

    [Fact]
    public async Task EndLeasesAsync_DeadWorker_ItsScansAloneCanBeClaimedAtOnceAndTheirAttemptsCount()
    {
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1);
        await store.EnqueueAsync(Id(2), Request("b"), Start, Token);
        await store.ClaimAsync(OtherWorker, Lease, Start, Id(2), Token);

        Assert.Equal(1, await store.EndLeasesAsync(Worker, Start.AddSeconds(1), Token));

        var again = await store.ClaimAsync(OtherWorker, Lease, Start.AddSeconds(1), null, Token);
        Assert.Equal((Id(1), 2), (again!.Id, again.Attempts));
        Assert.Null(await store.ClaimAsync(Worker, Lease, Start.AddSeconds(1), null, Token));
        Assert.Equal(0, await store.EndLeasesAsync(Worker, Start.AddSeconds(1), Token));
    }

    [Fact]
    public async Task ClaimAsync_LeaseOver_ClaimsAgain()
    {
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1);

        Assert.Null(await store.ClaimAsync(OtherWorker, Lease, Start + Lease - TimeSpan.FromMilliseconds(1), null, Token));
        var again = await store.ClaimAsync(OtherWorker, Lease, Start + Lease, null, Token);

        Assert.Equal((OtherWorker, 2), (again?.LeaseOwner, again?.Attempts));
    }

    [Fact]
    public async Task ClaimAsync_EndedScans_AreNotClaimed()
    {
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1);
        await store.FinishAsync(Result(Id(1)), Worker, Token);
        await store.EnqueueAsync(Id(2), Request(), Start, Token);
        await store.CancelAsync(Id(2), null, Token);

        Assert.Null(await store.ClaimAsync(Worker, Lease, Start.AddDays(1), null, Token));
    }

    [Fact]
    public async Task ClaimAsync_ManyWorkers_EachScanOnce()
    {
        const int Jobs = 200;
        var first = await CreateAsync();
        for (var i = 0; i < Jobs; i++)
        {
            await first.EnqueueAsync(Id(i), Request($"redis:{i}"), Start, Token);
        }

        var claimed = new ConcurrentBag<ScanJob>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(
            async () =>
            {
                var store = await CreateAsync();
                while (await store.ClaimAsync($"w{worker}", Lease, Start, null, Token) is { } job)
                {
                    claimed.Add(job);
                }
            },
            Token)));

        Assert.Equal(Jobs, claimed.Count);
        Assert.Equal(Jobs, claimed.Select(job => job.Id).Distinct().Count());
        Assert.All(claimed, job => Assert.Equal(1, job.Attempts));
    }

    [Fact]
    public async Task RenewAsync_Owner_Prolongs()
    {
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1);

        Assert.True(await store.RenewAsync(Id(1), Worker, Lease, Start.AddSeconds(30), Token));

        Assert.Equal(Start.AddSeconds(30) + Lease, (await store.FindJobAsync(Id(1), Token))?.LeaseUntil);
        Assert.Null(await store.ClaimAsync(OtherWorker, Lease, Start + Lease, null, Token));
    }

    [Fact]
    public async Task RenewAsync_LateButNotReclaimed_IsTrue()
    {
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1);

        Assert.True(await store.RenewAsync(Id(1), Worker, Lease, Start + (10 * Lease), Token));
    }

    [Fact]
    public async Task RenewAsync_Lost_IsFalse()
    {
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1);
        Assert.False(await store.RenewAsync(Id(1), OtherWorker, Lease, Start, Token));
        Assert.False(await store.RenewAsync(Id(9), Worker, Lease, Start, Token));
        await store.ClaimAsync(OtherWorker, Lease, Start + Lease, null, Token);

        Assert.False(await store.RenewAsync(Id(1), Worker, Lease, Start + Lease, Token));
        await store.CancelAsync(Id(1), OtherWorker, Token);
        Assert.False(await store.RenewAsync(Id(1), OtherWorker, Lease, Start + Lease, Token));
    }

    [Fact]
    public async Task TryTakeTargetAsync_HeldByAnother_IsFalseUntilItEnds()
    {
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1, "a");
        await EnqueueAndClaimAsync(store, 2, "b");

        Assert.True(await store.TryTakeTargetAsync(Id(1), "t", Start, Token));
        Assert.True(await store.TryTakeTargetAsync(Id(1), "t", Start, Token));
        Assert.False(await store.TryTakeTargetAsync(Id(2), "t", Start, Token));
        Assert.True(await store.TryTakeTargetAsync(Id(2), "other", Start, Token));
        await store.FinishAsync(Result(Id(1)), Worker, Token);

        Assert.True(await store.TryTakeTargetAsync(Id(2), "t", Start, Token));
    }

    [Fact]
    public async Task TryTakeTargetAsync_HoldersLeaseOver_IsTrueAndHolderCannotRenew()
    {
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1, "a");
        await store.TryTakeTargetAsync(Id(1), "t", Start, Token);
        var later = Start + Lease;
        await EnqueueAndClaimAsync(store, 2, "b", OtherWorker, later);

        Assert.True(await store.TryTakeTargetAsync(Id(2), "t", later, Token));

        Assert.False(await store.RenewAsync(Id(1), Worker, Lease, later, Token));
        Assert.False(await store.TryTakeTargetAsync(Id(1), "t", later, Token));
        Assert.True(await store.RenewAsync(Id(2), OtherWorker, Lease, later, Token));
    }

    [Fact]
    public async Task TryTakeTargetAsync_HolderReleasedOrCancelled_IsTrue()
    {
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1, "a");
        await EnqueueAndClaimAsync(store, 2, "b");
        await EnqueueAndClaimAsync(store, 3, "c");
        await store.TryTakeTargetAsync(Id(1), "t", Start, Token);

        await store.ReleaseAsync(Id(1), Worker, Token);
        Assert.True(await store.TryTakeTargetAsync(Id(2), "t", Start, Token));
        await store.CancelAsync(Id(2), Worker, Token);
        Assert.True(await store.TryTakeTargetAsync(Id(3), "t", Start, Token));
    }

    [Fact]
    public async Task TryTakeTargetAsync_NotRunning_IsFalse()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), Request(), Start, Token);

        Assert.False(await store.TryTakeTargetAsync(Id(1), "t", Start, Token));
        Assert.False(await store.TryTakeTargetAsync(Id(9), "t", Start, Token));
    }

    [Fact]
    public async Task TryTakeTargetAsync_AtOnce_OneGetsIt()
    {
        const int Scans = 8;
        var store = await CreateAsync();
        for (var i = 0; i < Scans; i++)
        {
            await EnqueueAndClaimAsync(store, i, $"redis:{i}");
        }

        var stores = await Task.WhenAll(Enumerable.Range(0, Scans).Select(_ => CreateAsync()));
        var taken = await Task.WhenAll(stores.Select((each, i) => Task.Run(() => each.TryTakeTargetAsync(Id(i), "t", Start, Token), Token)));

        Assert.Single(taken, isTaken => isTaken);
    }

    [Fact]
    public async Task ReleaseAsync_Owner_QueuesAgainInItsPlaceWithoutCounting()
    {
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1, "a");
        await store.EnqueueAsync(Id(2), Request("b"), Start, Token);

        await store.ReleaseAsync(Id(1), OtherWorker, Token);
        Assert.Equal(ScanState.Running, (await store.FindJobAsync(Id(1), Token))?.State);
        await store.ReleaseAsync(Id(1), Worker, Token);

        var job = await store.FindJobAsync(Id(1), Token);
        Assert.Equal((ScanState.Queued, 0, null, null), (job?.State, job?.Attempts, job?.LeaseOwner, job?.LeaseUntil));
        Assert.Equal((Id(1), 1), await ClaimNextAsync());

        async Task<(ScanId?, int?)> ClaimNextAsync()
        {
            var next = await store.ClaimAsync(OtherWorker, Lease, Start, null, Token);
            return (next?.Id, next?.Attempts);
        }
    }

    [Fact]
    public async Task CancelAsync_NotOurs_ChangesNothing()
    {
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1);

        await store.CancelAsync(Id(1), null, Token);
        await store.CancelAsync(Id(1), OtherWorker, Token);
        await store.CancelAsync(Id(9), null, Token);
        Assert.Equal(ScanState.Running, (await store.FindJobAsync(Id(1), Token))?.State);

        await store.CancelAsync(Id(1), Worker, Token);
        var job = await store.FindJobAsync(Id(1), Token);
        Assert.Equal((ScanState.Cancelled, null, null), (job?.State, job?.LeaseOwner, job?.ResultId));
        Assert.False(await store.FinishAsync(Result(Id(1)), Worker, Token));
        Assert.Null(await store.FindResultAsync(Id(1), Token));
    }
}
