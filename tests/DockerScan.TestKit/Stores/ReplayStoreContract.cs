using DockerScan.Core.Stores;
using Xunit;

namespace DockerScan.TestKit.Stores;

/// <summary>What every store of requests that were taken must hold. A test project derives one class per store; each test gets data of its own.</summary>
public abstract class ReplayStoreContract
{
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 10, 0, 0, TimeSpan.Zero);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An initialised store. Every call in one test gives another instance on the same data, as another process would have.</summary>
    protected abstract Task<IReplayStore> CreateAsync();

    /// <summary>How many requests are kept, of whatever time.</summary>
    protected abstract Task<long> CountAsync();

    [Fact]
    public async Task ListAsync_Kept_AreThoseOfTheSourceWhoseTimeIsNotOver()
    {
        var store = await CreateAsync();
        await store.AddAsync("slack", [Request("a", 1), Request("b", 9), Request("c", 5)], Now, Token);
        await store.AddAsync("discord", [Request("a", 9)], Now, Token);

        Assert.Equal([Request("c", 5), Request("b", 9)], await store.ListAsync("slack", Now.AddMinutes(1), 10, Token));
        Assert.Equal([Request("b", 9)], await store.ListAsync("slack", Now, 1, Token));
        Assert.Equal([Request("a", 9)], await (await CreateAsync()).ListAsync("discord", Now, 10, Token));
    }

    [Fact]
    public async Task AddAsync_Twice_TheFirstStays()
    {
        var store = await CreateAsync();
        await store.AddAsync("slack", [Request("a", 5)], Now, Token);

        await store.AddAsync("slack", [Request("a", 9), Request("a", 7)], Now, Token);

        Assert.Equal([Request("a", 5)], await store.ListAsync("slack", Now, 10, Token));
    }

    [Fact]
    public async Task AddAsync_OldAndNewOnes_KeepsTheNew()
    {
        var store = await CreateAsync();
        await store.AddAsync("slack", [Request("a", 5)], Now, Token);

        await store.AddAsync("slack", [Request("b", 6), Request("a", 9), Request("c", 7)], Now, Token);

        Assert.Equal([Request("a", 5), Request("b", 6), Request("c", 7)], await store.ListAsync("slack", Now, 10, Token));
    }

    [Fact]
    public async Task AddAsync_Later_ForgetsThoseWhoseTimeIsOver()
    {
        var store = await CreateAsync();
        await store.AddAsync("slack", [.. Enumerable.Range(0, 1000).Select(number => Request($"k{number}", 5))], Now, Token);

        await store.AddAsync("slack", [Request("new", 20)], Now.AddMinutes(5), Token);

        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task AddAsync_HostileKey_IsAKeyOfItsOwn()
    {
        var store = await CreateAsync();
        List<SeenRequest> requests = [Request("$where\0.", 5), Request("'; DROP TABLE seen_requests; --", 6), Request(string.Empty, 7)];

        await store.AddAsync("slack", requests, Now, Token);

        Assert.Equal(requests, await store.ListAsync("slack", Now, 10, Token));
    }

    private static SeenRequest Request(string key, int minutes) => new(key, Now.AddMinutes(minutes));
}
