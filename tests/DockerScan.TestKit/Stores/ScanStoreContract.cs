using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using Xunit;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.TestKit.Stores;

/// <summary>What every scan store must hold. A test project derives one class per store; each test gets data of its own.</summary>
public abstract partial class ScanStoreContract
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An initialised store. Every call in one test gives another instance on the same data, as another process would have.</summary>
    protected abstract Task<IScanStore> CreateAsync();

    [Fact]
    public async Task InitializeAsync_AgainAndByAnother_KeepsData()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), Request(), Start, Token);

        await store.InitializeAsync(Token);
        var other = await CreateAsync();

        Assert.NotNull(await other.FindJobAsync(Id(1), Token));
    }

    [Fact]
    public async Task EnqueueAsync_New_IsQueuedAsAsked()
    {
        var store = await CreateAsync();
        var request = Request("ghcr.io/a/b:1", new ScanOptions { Force = true, Sandbox = false, WindowSeconds = 5 }, new("linux", "arm64"));

        var enqueued = await store.EnqueueAsync(Id(1), request, Start, Token);

        Assert.False(enqueued.Joined);
        Assert.Equal(0, enqueued.Position);
        Assert.Equal(new ScanJob { Id = Id(1), Request = request, State = ScanState.Queued, CreatedAt = Start }, enqueued.Job);
        Assert.Equal(enqueued.Job, await (await CreateAsync()).FindJobAsync(Id(1), Token));
    }

    [Fact]
    public async Task EnqueueAsync_SameWishQueued_Joins()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), Request("alpine"), Start, Token);
        await store.EnqueueAsync(Id(2), Request(), Start, Token);

        var enqueued = await (await CreateAsync()).EnqueueAsync(Id(3), Request("docker.io/library/redis:7"), Start, Token);

        Assert.True(enqueued.Joined);
        Assert.Equal(Id(2), enqueued.Job.Id);
        Assert.Equal(1, enqueued.Position);
        Assert.Null(await store.FindJobAsync(Id(3), Token));
    }

    [Fact]
    public async Task EnqueueAsync_ForcedMeetsUnforced_Joins()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), Request(), Start, Token);

        var enqueued = await store.EnqueueAsync(Id(2), Request(options: new ScanOptions { Force = true }), Start, Token);

        Assert.True(enqueued.Joined);
    }

    [Fact]
    public async Task EnqueueAsync_SameWishRuns_Joins()
    {
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1);

        var enqueued = await store.EnqueueAsync(Id(2), Request(), Start, Token);

        Assert.True(enqueued.Joined);
        Assert.Equal(ScanState.Running, enqueued.Job.State);
        Assert.Equal(0, enqueued.Position);
    }

    [Fact]
    public async Task EnqueueAsync_PersonJoinsASchedulesScan_LiftsIt()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), Request("a") with { Priority = ScanPriority.Schedule }, Start, Token);
        await store.EnqueueAsync(Id(2), Request("b") with { Priority = ScanPriority.Schedule }, Start, Token);
        var joined = await store.EnqueueAsync(Id(3), Request("b"), Start, Token);

        Assert.Equal((true, ScanPriority.Person), (joined.Joined, joined.Job.Request.Priority));
        Assert.Equal(ScanPriority.Schedule, (await store.FindJobAsync(Id(1), Token))!.Request.Priority);
        Assert.Equal([Id(2), Id(1)], await OrderAsync(store));
    }

    [Fact]
    public async Task EnqueueAsync_ScheduleJoinsAPersonsScan_DoesNotLowerIt()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), Request("a"), Start, Token);
        await store.EnqueueAsync(Id(2), Request("b"), Start, Token);
        await store.EnqueueAsync(Id(3), Request("a") with { Priority = ScanPriority.Schedule }, Start, Token);

        Assert.Equal([Id(1), Id(2)], await OrderAsync(store));
    }

    [Fact]
    public async Task EnqueueAsync_AnotherJoinsTheLastOfMany_BringsItForwardToTheirOwnTurn()
    {
        var store = await CreateAsync();
        for (var i = 1; i <= 4; i++)
        {
            await store.EnqueueAsync(Id(i), Request($"redis:{i}"), Start.AddSeconds(i), Token);
        }

        var joined = await store.EnqueueAsync(Id(5), Request("redis:4") with { RequestedBy = "slack:T1/C1/U2" }, Start.AddSeconds(9), Token);

        Assert.Equal((Id(4), 1), (joined.Job.Id, joined.Position));
        Assert.Equal([Id(1), Id(4), Id(2), Id(3)], await OrderAsync(store));
    }

    [Fact]
    public async Task EnqueueAsync_SameWishEnded_IsNew()
    {
        var store = await CreateAsync();
        await EnqueueAndFinishAsync(store, Result(Id(1)));
        await store.EnqueueAsync(Id(2), Request(), Start, Token);
        await store.CancelAsync(Id(2), Token);

        Assert.False((await store.EnqueueAsync(Id(3), Request(), Start, Token)).Joined);
    }

    [Theory]
    [InlineData("redis:7", "redis:7.2")]
    [InlineData("redis:7", "ghcr.io/library/redis:7")]
    public async Task EnqueueAsync_OtherWish_IsNew(string one, string other)
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), Request(one), Start, Token);

        Assert.False((await store.EnqueueAsync(Id(2), Request(other), Start, Token)).Joined);
        Assert.False((await store.EnqueueAsync(Id(3), Request(one, new ScanOptions { Sandbox = false }), Start, Token)).Joined);
        Assert.False((await store.EnqueueAsync(Id(4), Request(one, platform: new("linux", "arm64")), Start, Token)).Joined);
    }

    [Fact]
    public async Task EnqueueAsync_SameWishAtOnce_MakesOneScan()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CreateAsync()));

        var all = await Task.WhenAll(stores.Select((store, i) => Task.Run(() => store.EnqueueAsync(Id(i), Request(), Start, Token), Token)));

        Assert.Single(all, enqueued => !enqueued.Joined);
        Assert.Single(all.Select(enqueued => enqueued.Job.Id).Distinct());
        Assert.Equal(1, (await stores[0].GetDepthAsync(Token)).Queued);
    }

    [Fact]
    public async Task FindJobAsync_OthersBeforeItAreClaimed_PositionCountsDown()
    {
        var store = await CreateAsync();
        for (var i = 0; i < 3; i++)
        {
            await store.EnqueueAsync(Id(i), Request($"redis:{i}"), Start.AddSeconds(i), Token);
        }

        var positions = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            positions.Add((await (await CreateAsync()).FindJobAsync(Id(2), Token))!.Position);
            await store.ClaimAsync(Id(i), Token);
        }

        Assert.Equal([2, 1, 0], positions);
        Assert.Equal(0, (await store.FindJobAsync(Id(2), Token))!.Position);
    }

    [Fact]
    public async Task ListRunningAsync_ManyNewerScans_HasEachWhoseLeaseHoldsAndNoOther()
    {
        var store = await CreateAsync();
        for (var i = 0; i < 250; i++)
        {
            await store.EnqueueAsync(Id(i), Request($"redis:{i}"), Start.AddSeconds(i), Token);
        }

        await store.ClaimAsync(Id(0), Token);
        await store.ClaimAsync(Id(1), Token);
        await store.ClaimAsync(Id(2), Token, "dead");
        await store.EndLeasesAsync("dead", Token);

        Assert.Equal([Id(0), Id(1)], (await store.ListRunningAsync(Token)).OrderBy(id => id.Value, StringComparer.Ordinal));
    }

    [Fact]
    public async Task GetDepthAsync_EveryState_CountsQueuedAndRunning()
    {
        var store = await CreateAsync();
        Assert.Equal(new QueueDepth(0, 0), await store.GetDepthAsync(Token));
        for (var i = 0; i < 6; i++)
        {
            await store.EnqueueAsync(Id(i), Request($"redis:{i}"), Start, Token);
        }

        await store.ClaimAsync(Id(0), Token);
        await store.FinishAsync(Result(Id(1)), (await store.ClaimAsync(Id(1), Token)).Claim, Token);
        await store.CancelAsync(Id(2), Token);

        Assert.Equal(new QueueDepth(3, 1), await store.GetDepthAsync(Token));
    }

    private static async Task<Claim> EnqueueAndClaimAsync(IScanStore store, int number, string reference = "redis:7", string worker = "worker")
    {
        await store.EnqueueAsync(Id(number), Request(reference), Start, Token);
        return (await store.ClaimAsync(Id(number), Token, worker)).Claim;
    }

    private static Task EnqueueAndFinishAsync(IScanStore store, ScanResult result) => store.KeepResultAsync(result, Request(), Token);

    private static async Task<IReadOnlyList<ScanId>> OrderAsync(IScanStore store)
    {
        List<ScanId> order = [];
        while (await store.ClaimAsync(new ClaimWish("worker", TimeSpan.FromMinutes(1)), Token) is { } claimed)
        {
            order.Add(claimed.Item.Id);
        }

        return order;
    }
}
