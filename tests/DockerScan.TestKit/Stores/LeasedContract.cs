using System.Collections.Concurrent;
using DockerScan.Core.Stores;
using Xunit;

namespace DockerScan.TestKit.Stores;

/// <summary>
/// What work in every store must hold, whatever the items are. A test project derives one class for each use; each test gets data of its own.
/// Time is the store's own: leases are short, and what is to happen is asked for until it does.
/// </summary>
public abstract class LeasedContract<T>
{
    protected const string Owner = "worker-1";
    protected const string Other = "worker-2";
    protected static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(300);
    protected static readonly TimeSpan Lasting = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The items. Every call in one test gives another instance on the same data, as another process would have.</summary>
    protected abstract Task<ILeased<T>> CreateAsync();

    /// <summary>Adds an item that is due; later ones come later.</summary>
    protected abstract Task AddAsync(int number);

    /// <summary>The number that an item was added with.</summary>
    protected abstract int NumberOf(T item);

    /// <summary>How often the work on an item failed in a row.</summary>
    protected abstract int FailuresOf(T item);

    /// <summary>Every write of a claimant that goes on, but renewing, by name.</summary>
    protected virtual IReadOnlyList<(string Name, Func<ILeased<T>, Claimed<T>, Task<LeaseAnswer>> Write)> Writes => [];

    /// <summary>Every write of a claimant that ends the item, but giving back, by name.</summary>
    protected abstract IReadOnlyList<(string Name, Func<ILeased<T>, Claimed<T>, Task<LeaseAnswer>> Write)> Ends { get; }

    /// <summary>What all wishes have in common.</summary>
    protected virtual ClaimWish Wish(string owner, TimeSpan lease) => new(owner, lease);

    /// <summary>For a store whose clock is its process's: a lease that lies further ahead than any is made for, as after the clock went back, does not hold.</summary>
    protected async Task AssertLeaseOfATimeAheadDoesNotHoldAsync(Action goBackADay)
    {
        await AddAsync(1);
        var before = await ClaimedAsync(Owner, Lasting);
        goBackADay();
        Assert.Null(await (await CreateAsync()).ClaimAsync(Wish(Other, TimeSpan.FromDays(2)) with { Only = before.Claim.Item }, Token));

        var after = await (await CreateAsync()).ClaimAsync(Wish(Other, Lasting) with { Only = before.Claim.Item }, Token);

        Assert.True(after!.Claim.Fence > before.Claim.Fence);
    }

    [Fact]
    public async Task ClaimAsync_Nothing_IsNull() => Assert.Null(await ClaimAsync());

    [Fact]
    public async Task ClaimAsync_ManyAtOnce_EachItemOnceAndWithItsFirstNumber()
    {
        const int Items = 60;
        for (var number = 1; number <= Items; number++)
        {
            await AddAsync(number);
        }

        var claimed = new ConcurrentBag<Claimed<T>>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(
            async () =>
            {
                var items = await CreateAsync();
                while (await items.ClaimAsync(Wish($"w{worker}", Lasting), Token) is { } next)
                {
                    claimed.Add(next);
                }
            },
            Token)));

        Assert.Equal(Enumerable.Range(1, Items), claimed.Select(each => NumberOf(each.Item)).Order());
        Assert.Single(claimed.Select(each => each.Claim.Fence).Distinct());
    }

    [Fact]
    public async Task ClaimAsync_LeaseOver_IsClaimedAgainWithAHigherNumber()
    {
        await AddAsync(1);
        var first = await ClaimedAsync(Owner, Soon);

        var second = await UntilClaimedAsync(Other, Soon);
        var third = await UntilClaimedAsync(Owner, Lasting);

        Assert.Equal((1, 1), (NumberOf(second.Item), NumberOf(third.Item)));
        Assert.True(first.Claim.Fence < second.Claim.Fence && second.Claim.Fence < third.Claim.Fence);
        Assert.Equal(first.Claim.Item, third.Claim.Item);
        Assert.Null(await ClaimAsync());
    }

    [Fact]
    public async Task ClaimAsync_Only_IsThatOneThoughAnotherComesFirstAndItIsNotDue()
    {
        await AddAsync(1);
        var first = await ClaimedAsync(Owner, Lasting);
        await (await CreateAsync()).ReleaseAsync(first.Claim, Lasting, isFailure: false, Token);
        await AddAsync(2);

        var only = await (await CreateAsync()).ClaimAsync(Wish(Other, Lasting) with { Only = first.Claim.Item }, Token);

        Assert.Equal(NumberOf(first.Item), NumberOf(only!.Item));
        Assert.Null(await (await CreateAsync()).ClaimAsync(Wish(Other, Lasting) with { Only = first.Claim.Item }, Token));
    }

    [Fact]
    public async Task Writes_FrozenPastItsLease_EveryOneIsRefusedAndTheOtherGoesOn()
    {
        await AddAsync(1);
        var frozen = await ClaimedAsync(Owner, Soon);
        var mine = await UntilClaimedAsync(Other, Lasting);
        var items = await CreateAsync();

        Assert.Equal(LeaseAnswer.Stale, await items.RenewAsync(frozen.Claim, Lasting, Token));
        Assert.Equal(LeaseAnswer.Stale, await items.ReleaseAsync(frozen.Claim, TimeSpan.Zero, isFailure: true, Token));
        await AssertStaleAsync(items, frozen);

        Assert.Null(await ClaimAsync());
        Assert.Equal(LeaseAnswer.Held, await items.RenewAsync(mine.Claim, Lasting, Token));
        foreach (var (name, write) in Writes)
        {
            Assert.Equal((name, LeaseAnswer.Held), (name, await write(items, mine)));
        }

        Assert.Equal(LeaseAnswer.Held, await Ends[0].Write(items, mine));
    }

    [Fact]
    public async Task Writes_AfterTheItemWasGivenBack_AreRefused()
    {
        await AddAsync(1);
        var claimed = await ClaimedAsync(Owner, Lasting);
        var items = await CreateAsync();

        Assert.Equal(LeaseAnswer.Held, await items.ReleaseAsync(claimed.Claim, TimeSpan.Zero, isFailure: false, Token));

        Assert.Equal(LeaseAnswer.Stale, await items.RenewAsync(claimed.Claim, Lasting, Token));
        await AssertStaleAsync(items, claimed);
    }

    [Fact]
    public async Task Writes_AfterTheItemEnded_AreRefused()
    {
        await AddAsync(1);
        var claimed = await ClaimedAsync(Owner, Lasting);
        var items = await CreateAsync();
        Assert.Equal(LeaseAnswer.Held, await Ends[0].Write(items, claimed));

        Assert.Equal(LeaseAnswer.Stale, await items.RenewAsync(claimed.Claim, Lasting, Token));
        Assert.Equal(LeaseAnswer.Stale, await items.ReleaseAsync(claimed.Claim, TimeSpan.Zero, isFailure: false, Token));
        await AssertStaleAsync(items, claimed);

        Assert.Null(await ClaimAsync());
    }

    [Fact]
    public async Task RenewAsync_Holder_KeepsItWhenLeasesOfThatTimeAreOver()
    {
        await AddAsync(1);
        await AddAsync(2);
        var held = await ClaimedAsync(Owner, Soon);
        Assert.Equal(LeaseAnswer.Held, await (await CreateAsync()).RenewAsync(held.Claim, Lasting, Token));
        await ClaimedAsync(Owner, Soon);

        // Claimed after the other was, with a lease as short as the other's had been.
        Assert.Equal(2, NumberOf((await UntilClaimedAsync(Other, Lasting)).Item));

        Assert.Null(await ClaimAsync());
    }

    [Fact]
    public async Task RenewAsync_LateAndNobodyHasItSince_HoldsAgain()
    {
        await AddAsync(1);
        await AddAsync(2);
        var late = await ClaimedAsync(Owner, Soon);
        var after = await ClaimedAsync(Owner, Soon);
        // Claimed after the other was, and free again: so the other's lease is over as well.
        await UntilClaimedAsync(Other, Lasting, only: after.Claim.Item);

        Assert.Equal(LeaseAnswer.Held, await (await CreateAsync()).RenewAsync(late.Claim, Lasting, Token));

        Assert.Null(await ClaimAsync());
    }

    [Fact]
    public async Task EndLeasesAsync_DeadOwner_ItsItemsAloneAreFreeAtOnce()
    {
        await AddAsync(1);
        await AddAsync(2);
        await AddAsync(3);
        var dead = await ClaimedAsync(Owner, Lasting);
        await ClaimedAsync(Other, Lasting);
        await ClaimedAsync(Owner, Lasting);

        Assert.Equal(2, await (await CreateAsync()).EndLeasesAsync(Owner, Token));

        List<Claimed<T>> again = [await ClaimedAsync(Other, Lasting), await ClaimedAsync(Other, Lasting)];
        Assert.Equal([1, 3], again.Select(each => NumberOf(each.Item)).Order());
        Assert.True(again.Single(each => NumberOf(each.Item) == 1).Claim.Fence > dead.Claim.Fence);
        Assert.Null(await ClaimAsync());
        Assert.Equal(LeaseAnswer.Stale, await (await CreateAsync()).RenewAsync(dead.Claim, Lasting, Token));
        Assert.Equal(0, await (await CreateAsync()).EndLeasesAsync(Owner, Token));
    }

    [Fact]
    public async Task ReleaseAsync_NothingWasTried_IsDueAtOnceAndNoFailureIsCounted()
    {
        await AddAsync(1);
        var claimed = await ClaimedAsync(Owner, Lasting);

        Assert.Equal(LeaseAnswer.Held, await (await CreateAsync()).ReleaseAsync(claimed.Claim, TimeSpan.Zero, isFailure: false, Token));

        var again = await ClaimedAsync(Other, Lasting);
        Assert.Equal(FailuresOf(claimed.Item), FailuresOf(again.Item));
        Assert.True(again.Claim.Fence > claimed.Claim.Fence);
    }

    [Fact]
    public async Task ReleaseAsync_Failed_IsDueWhenItsTimeHasComeAndCounted()
    {
        await AddAsync(1);
        await AddAsync(2);
        var far = await ClaimedAsync(Owner, Lasting);
        var near = await ClaimedAsync(Owner, Lasting);
        var before = FailuresOf(near.Item);
        var items = await CreateAsync();
        await items.ReleaseAsync(far.Claim, Lasting, isFailure: true, Token);
        await items.ReleaseAsync(near.Claim, Soon, isFailure: true, Token);

        var again = await UntilClaimedAsync(Other, Lasting);

        Assert.Equal((NumberOf(near.Item), before + 1), (NumberOf(again.Item), FailuresOf(again.Item)));
        Assert.Null(await ClaimAsync());
    }

    protected async Task<Claimed<T>?> ClaimAsync() => await (await CreateAsync()).ClaimAsync(Wish("nobody", Lasting), Token);

    protected async Task<Claimed<T>> ClaimedAsync(string owner, TimeSpan lease)
    {
        var claimed = await (await CreateAsync()).ClaimAsync(Wish(owner, lease), Token);
        Assert.NotNull(claimed);
        return claimed;
    }

    private async Task AssertStaleAsync(ILeased<T> items, Claimed<T> claimed)
    {
        foreach (var (name, write) in Writes.Concat(Ends))
        {
            Assert.Equal((name, LeaseAnswer.Stale), (name, await write(items, claimed)));
        }
    }

    protected async Task<Claimed<T>> UntilClaimedAsync(string owner, TimeSpan lease, string? only = null)
    {
        var items = await CreateAsync();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            if (await items.ClaimAsync(Wish(owner, lease) with { Only = only }, Token) is { } claimed)
            {
                return claimed;
            }

            await timer.WaitForNextTickAsync(limit.Token);
        }
    }
}
