using DockerScan.Core.Stores;
using Xunit;

namespace DockerScan.TestKit.Stores;

/// <summary>What every record of chat commands must hold. A test project derives one class per store; each test gets data of its own.</summary>
public abstract class AuditStoreContract
{
    /// <summary>When the first command began.</summary>
    protected static DateTimeOffset Start { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An initialised store. Every call in one test gives another instance on the same data, as another process would have.</summary>
    protected abstract Task<IAuditStore> CreateAsync();

    [Fact]
    public async Task ListAsync_Nothing_IsEmpty() => Assert.Empty(await (await CreateAsync()).ListAsync(null, 10, Token));

    [Fact]
    public async Task ListAsync_AfterAppends_IsAllOfThemTheNewestFirst()
    {
        await (await CreateAsync()).AppendAsync([Command(0), Command(1) with { ErrorId = "err1", Outcome = "failed" }], Token);
        await (await CreateAsync()).AppendAsync([Command(2)], Token);

        Assert.Equal([Command(2), Command(1) with { ErrorId = "err1", Outcome = "failed" }, Command(0)], await (await CreateAsync()).ListAsync(null, 10, Token));
    }

    [Fact]
    public async Task ListAsync_SinceAndLimit_BoundIt()
    {
        var store = await CreateAsync();
        await store.AppendAsync([.. Enumerable.Range(0, 10).Select(Command)], Token);

        Assert.Equal([Command(9), Command(8)], await store.ListAsync(null, 2, Token));
        Assert.Equal([Command(9), Command(8), Command(7)], await store.ListAsync(Start.AddMinutes(7), 10, Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task ListAsync_LimitOutOfRange_Throws(int limit)
    {
        var store = await CreateAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.ListAsync(null, limit, Token));
    }

    [Fact]
    public async Task PruneAsync_OlderThanHalfAYear_IsForgotten()
    {
        var store = await CreateAsync();
        await store.AppendAsync([Command(0), Command(2)], Token);

        await store.PruneAsync(Start.AddDays(180).AddMinutes(1), Token);

        Assert.Equal([Command(2)], await store.ListAsync(null, 10, Token));
    }

    // Each member has a value of its own: one that a store drops or swaps is seen.
    protected static AuditedCommand Command(int minute) => new(Start.AddMinutes(minute), "slack", "T1/C1", "U1", "scan", "completed", null, 1200 + minute)
    {
        Subject = $"cases/app:{minute} --force", Scan = minute % 2 == 0 ? $"scan{minute:00000000}" : null, Count = minute + 1,
    };
}
