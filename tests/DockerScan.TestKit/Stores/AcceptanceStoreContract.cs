using DockerScan.Core.Acceptances;
using DockerScan.Core.Stores;
using Xunit;
using static DockerScan.TestKit.Stores.AcceptanceSamples;

namespace DockerScan.TestKit.Stores;

/// <summary>What every store of acceptances must hold. A test project derives one class for each store; each test gets data of its own.</summary>
public abstract class AcceptanceStoreContract
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An initialised store. Every call in one test gives another instance on the same data, as another process would have.</summary>
    protected abstract Task<IAcceptanceStore> CreateAsync();

    [Fact]
    public async Task FindAsync_EveryMember_IsAsItWasAdded()
    {
        await (await CreateAsync()).AddAsync(Full(), Token);

        Assert.Equal(Full(), await (await CreateAsync()).FindAsync(Full().Id, Token));
        Assert.Null(await (await CreateAsync()).FindAsync("nobody0001", Token));
    }

    [Fact]
    public async Task AddAsync_SameIdAgain_TheFirstStays()
    {
        var store = await CreateAsync();
        await store.AddAsync(Acceptance(1), Token);

        await store.AddAsync(Acceptance(1) with { Reason = "another" }, Token);

        Assert.Equal([Acceptance(1)], await store.ListHistoryAsync(10, Token));
    }

    [Fact]
    public async Task RemoveAsync_OneThatHolds_IsOnTheRecordAndDoesNotHoldAnyMore()
    {
        await (await CreateAsync()).AddAsync(Acceptance(1), Token);
        var removal = new AcceptanceRemoval("slack:U2", Start.AddDays(1));

        Assert.True(await (await CreateAsync()).RemoveAsync(Acceptance(1).Id, removal, Token));

        var store = await CreateAsync();
        var taken = Acceptance(1) with { Removal = removal };
        Assert.Equal(taken, await store.FindAsync(taken.Id, Token));
        Assert.Empty(await store.ListAsync(removal.At, Token));
        Assert.Empty(await store.ListForAsync(taken.Repository, removal.At, Token));
        Assert.Equal([taken], await store.ListAsync(removal.At.AddTicks(-TimeSpan.TicksPerMillisecond), Token));
        Assert.Equal([taken], await store.ListHistoryAsync(10, Token));
    }

    [Fact]
    public async Task RemoveAsync_UnknownOrTakenBackAlready_WritesNothing()
    {
        var store = await CreateAsync();
        await store.AddAsync(Acceptance(1), Token);
        var first = new AcceptanceRemoval("slack:U2", Start.AddDays(1));
        await store.RemoveAsync(Acceptance(1).Id, first, Token);

        Assert.False(await store.RemoveAsync(Acceptance(1).Id, new AcceptanceRemoval("slack:U3", Start.AddHours(1)), Token));
        Assert.False(await store.RemoveAsync("nobody0001", first, Token));

        Assert.Equal(first, (await store.FindAsync(Acceptance(1).Id, Token))?.Removal);
        Assert.Single(await store.ListAsync(Start.AddHours(2), Token));
    }

    [Fact]
    public async Task RemoveAsync_AtOnceByMany_OneOfThemDoes()
    {
        await (await CreateAsync()).AddAsync(Acceptance(1), Token);
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CreateAsync()));

        var answers = await Task.WhenAll(stores.Select((store, number) => store.RemoveAsync(Acceptance(1).Id, new AcceptanceRemoval($"slack:U{number}", Start.AddDays(1)), Token)));

        Assert.Single(answers, answer => answer);
    }

    [Fact]
    public async Task RemoveAsync_AfterItsEnd_ItEndedAtItsDate()
    {
        var store = await CreateAsync();
        await store.AddAsync(Acceptance(1), Token);
        var end = Acceptance(1).ExpiresAt!.Value;

        await store.RemoveAsync(Acceptance(1).Id, new AcceptanceRemoval("slack:U2", end.AddDays(1)), Token);

        Assert.Empty(await store.ListAsync(end, Token));
        Assert.Equal(end, (await store.FindAsync(Acceptance(1).Id, Token))?.EndsAt);
    }

    [Fact]
    public async Task ListAsync_SomeEnded_AreThoseThatDidNotEndByThenTheNewestFirst()
    {
        var store = await CreateAsync();
        foreach (var one in (Acceptance[])[Acceptance(3), Acceptance(1), Acceptance(2) with { ExpiresAt = null }])
        {
            await store.AddAsync(one, Token);
        }

        Assert.Equal([2, 1, 3], Numbers(await store.ListAsync(Start, Token)));
        Assert.Equal([2, 3], Numbers(await store.ListAsync(Acceptance(1).ExpiresAt!.Value, Token)));
        Assert.Equal([2], Numbers(await store.ListAsync(Start.AddYears(100), Token)));
        Assert.Equal([2, 1], Numbers(await store.ListHistoryAsync(2, Token)));
    }

    [Fact]
    public async Task ListForAsync_NamesAndPatterns_AreThoseThatCanMeanTheRepository()
    {
        var store = await CreateAsync();
        await store.AddAsync(Acceptance(1), Token);
        await store.AddAsync(Acceptance(2) with { Repository = "docker.io/library/nginx" }, Token);
        await store.AddAsync(Acceptance(3) with { Repository = "docker.io/library/re?is" }, Token);
        await store.AddAsync(Acceptance(4) with { ExpiresAt = Start.AddHours(1) }, Token);

        Assert.Equal([3, 1], Numbers(await store.ListForAsync("docker.io/library/redis", Start.AddHours(1), Token)));
        Assert.Equal([4, 3, 1], Numbers(await store.ListForAsync("docker.io/library/redis", DateTimeOffset.MinValue, Token)));
        Assert.Equal([3], Numbers(await store.ListForAsync("docker.io/library/REDIS", Start, Token)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(IAcceptanceStore.MaxListed + 1)]
    public async Task ListHistoryAsync_LimitOutOfRange_Throws(int limit)
    {
        var store = await CreateAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.ListHistoryAsync(limit, Token));
    }

    private static IEnumerable<int> Numbers(IEnumerable<Acceptance> listed) => listed.Select(one => one.MadeAt.Minute);
}
