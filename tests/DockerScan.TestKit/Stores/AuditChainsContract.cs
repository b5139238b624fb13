using DockerScan.Core.Stores;
using Xunit;

namespace DockerScan.TestKit.Stores;

/// <summary>What a record of chat commands must hold whose records hang together.</summary>
public abstract class AuditChainsContract : AuditStoreContract
{
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
}
