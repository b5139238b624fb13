using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using Xunit;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.TestKit.Stores;

/// <content>What workers ended over.</content>
public abstract partial class ScanStoreContract
{
    private static readonly DateTimeOffset LongAgo = DateTimeOffset.UnixEpoch;

    [Fact]
    public async Task Losses_ClaimsThatNobodyEndedOrGaveBack_AreCounted()
    {
        var store = await CreateAsync();
        var first = await EnqueueAndClaimAsync(store, 1, "a");
        // Given back untried, and given back after a failure: neither ended a worker.
        await store.ReleaseAsync(first, TimeSpan.Zero, isFailure: false, Token);
        var second = await store.ClaimAsync(Id(1), Token);
        await store.ReleaseAsync(second.Claim, TimeSpan.Zero, isFailure: true, Token);
        var third = await store.ClaimAsync(Id(1), Token, "killed");
        await store.EndLeasesAsync("killed", Token);
        var fourth = await store.ClaimAsync(Id(1), Token, "killed");
        await store.EndLeasesAsync("killed", Token);
        var fifth = await store.ClaimAsync(Id(1), Token);

        Assert.Equal([0, 0, 1, 2], new[] { second, third, fourth, fifth }.Select(claimed => claimed.Item.Losses));
        Assert.Equal((1, 2), (fifth.Item.Failures, (await store.FindJobAsync(Id(1), Token))!.Losses));
    }

    [Fact]
    public async Task BuryAsync_Scan_IsFinishedAndStandsAmongTheDead()
    {
        var store = await CreateAsync();
        var claim = await EnqueueAndClaimAsync(store, 1, "a");

        Assert.Equal(LeaseAnswer.Stale, await store.BuryAsync(Failed(1), claim with { Fence = claim.Fence + 1 }, Token));
        Assert.Empty(await store.ListDeadAsync(10, Token));
        Assert.Equal(LeaseAnswer.Held, await store.BuryAsync(Failed(1), claim, Token));

        var dead = Assert.Single(await (await CreateAsync()).ListDeadAsync(10, Token));
        Assert.Equal((Id(1), Request("a").JoinKey, Start), (dead.Scan, dead.Request.JoinKey, dead.At));
        Assert.Equal(ScanState.Finished, (await store.FindJobAsync(Id(1), Token))!.State);
        Assert.Equal("killed them", (await store.FindResultAsync(Id(1), Token))!.Failure!.Message);
        Assert.Empty(await store.ListDeadAsync(0, Token));
    }

    [Fact]
    public async Task FindDeadAsync_SameWish_IsTheNewestUntilItIsTooOldOrAnotherEndedByItself()
    {
        var store = await CreateAsync();
        await store.BuryAsync(Failed(1), await EnqueueAndClaimAsync(store, 1, "a"), Token);
        await store.BuryAsync(Failed(2), await EnqueueAndClaimAsync(store, 2, "a"), Token);

        Assert.Equal(Id(2), (await store.FindDeadAsync(Request("a"), LongAgo, Token))!.Id);
        Assert.Equal(Id(2), Assert.Single(await store.ListDeadAsync(10, Token)).Scan);
        Assert.Null(await store.FindDeadAsync(Request("a"), Start, Token));
        Assert.Null(await store.FindDeadAsync(Request("b"), LongAgo, Token));
        Assert.Null(await store.FindDeadAsync(Request("a", new ScanOptions { Sandbox = false }), LongAgo, Token));

        // One that was answered with the dead letter says nothing of the image; one that ended by itself does.
        await store.FinishWithAsync(Id(2), await EnqueueAndClaimAsync(store, 3, "a"), Token);
        Assert.NotNull(await store.FindDeadAsync(Request("a"), LongAgo, Token));
        await store.FinishAsync(Result(Id(4), "a"), await EnqueueAndClaimAsync(store, 4, "a"), Token);

        Assert.Null(await store.FindDeadAsync(Request("a"), LongAgo, Token));
        Assert.Empty(await store.ListDeadAsync(10, Token));
    }

    [Fact]
    public async Task FindOldestQueuedAsync_Several_IsWhenTheFirstOfThemWasAskedFor()
    {
        var store = await CreateAsync();
        Assert.Null(await store.FindOldestQueuedAsync(Token));

        await store.EnqueueAsync(Id(1), Request("a"), Start.AddMinutes(1), Token);
        await store.EnqueueAsync(Id(2), Request("b"), Start, Token);
        await store.EnqueueAsync(Id(3), Request("c"), Start.AddMinutes(2), Token);
        Assert.Equal(Start, await store.FindOldestQueuedAsync(Token));
        await store.ClaimAsync(Id(2), Token);

        Assert.Equal(Start.AddMinutes(1), await store.FindOldestQueuedAsync(Token));
    }

    private static ScanResult Failed(int number) => Result(Id(number), "a", complete: false) with { Failure = new ScanFailure(FailureKind.Internal, "killed them") };
}
