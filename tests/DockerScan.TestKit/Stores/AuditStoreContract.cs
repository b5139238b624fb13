using DockerScan.Core.Stores;
using Xunit;

namespace DockerScan.TestKit.Stores;

/// <summary>What every record of chat commands must hold. A test project derives one class per store; each test gets data of its own.</summary>
public abstract class AuditStoreContract
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

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

    [Fact]
    public async Task Chain_SeveralAppendsOfSeveralProcesses_FitsFromTheFirstToTheEnd()
    {
        await (await CreateAsync()).AppendAsync([Command(0), Command(1) with { ErrorId = "err1", Subject = "가 \"quoted\" \ud800" }], Token);
        await (await CreateAsync()).AppendAsync([Command(2)], Token);

        var (verdict, chain) = await VerifyAsync();

        Assert.Equal((null, 3L, 3L), (verdict.Problem, verdict.Count, verdict.Number));
        Assert.Equal((3L, verdict.Hash, 0L), (chain.Number, chain.Hash, chain.CutNumber));
        Assert.Equal(0, await Chains(await CreateAsync()).CountUnchainedAsync(Token));
    }

    [Fact]
    public async Task Chain_OldOnesRemoved_IsAnchoredWhereItWasCutAndGoesOn()
    {
        var store = await CreateAsync();
        await store.AppendAsync([Command(0), Command(1), Command(2)], Token);
        await store.AppendAsync([Command(3)], Token);

        await store.PruneAsync(Start.AddDays(180).AddMinutes(1.5), Token);
        var (cut, chain) = await VerifyAsync();
        await store.PruneAsync(Start.AddDays(181), Token);
        await store.AppendAsync([Command(4)], Token);
        var (later, end) = await VerifyAsync();

        Assert.Equal((null, 2L, 2L), (cut.Problem, cut.Count, chain.CutNumber));
        Assert.Equal((null, 1L, 5L, 4L), (later.Problem, later.Count, later.Number, end.CutNumber));
    }

    [Fact]
    public async Task Chain_ManyAppendAtOnce_EachIsInItOnce()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CreateAsync()));

        await Task.WhenAll(Enumerable.Range(0, 12).Select(number => stores[number % stores.Length].AppendAsync([Command(number)], Token)));

        var (verdict, _) = await VerifyAsync();
        Assert.Equal((null, 12L), (verdict.Problem, verdict.Count));
    }

    /// <summary>Looks at the one chain that there is.</summary>
    protected async Task<(AuditVerdict Verdict, AuditChainState Chain)> VerifyAsync()
    {
        var chains = Chains(await CreateAsync());
        var chain = Assert.Single(await chains.ListAsync(Token));
        return (await AuditChain.VerifyAsync(chain, chains.ReadAsync(chain.Writer, Token), Token), chain);
    }

    private static IAuditChains Chains(IAuditStore store) => Assert.IsType<IAuditChains>(store, exactMatch: false);

    // Each member has a value of its own: one that a store drops or swaps is seen.
    protected static AuditedCommand Command(int minute) => new(Start.AddMinutes(minute), "slack", "T1/C1", "U1", "scan", "completed", null, 1200 + minute)
    {
        Subject = $"cases/app:{minute} --force", Scan = minute % 2 == 0 ? $"scan{minute:00000000}" : null, Count = minute + 1,
    };
}
