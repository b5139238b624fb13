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

    [Fact]
    public async Task Chain_NoteTakenOut_IsListedAndDoesNotFit()
    {
        var store = await CreateAsync();
        await store.AppendAsync([Command(0), Command(1)], Token);
        await store.AppendAsync([Command(2)], Token);

        await TakeNoteOutAsync();

        var (verdict, chain) = await VerifyAsync();
        Assert.Equal("its end was noted nowhere: somebody took it out, or the node died over its first note", verdict.Problem);
        Assert.Equal((3L, 3L, false), (verdict.Count, verdict.Number, chain.IsNoted));
    }

    [Fact]
    public async Task Chain_NoteAndTheFirstTakenOut_BothAreSaid()
    {
        var store = await CreateAsync();
        await store.AppendAsync([Command(0)], Token);
        await store.AppendAsync([Command(1)], Token);

        await TakeOutAsync(1);
        await TakeNoteOutAsync();

        Assert.Equal("1 is missing; its end was noted nowhere", (await VerifyAsync()).Verdict.Problem);
    }

    // What is recorded afterwards must not be lost for it.
    [Fact]
    public async Task AppendAsync_NoteTakenOut_GoesOnBehindTheLast()
    {
        var store = await CreateAsync();
        await store.AppendAsync([Command(0), Command(1)], Token);
        await TakeNoteOutAsync();

        await store.AppendAsync([Command(2)], Token);

        var (verdict, chain) = await VerifyAsync();
        Assert.Equal((null, 3L, 3L), (verdict.Problem, verdict.Count, chain.Number));
        Assert.Equal([Command(2), Command(1), Command(0)], await store.ListAsync(null, 10, Token));
    }

    // Commands that come later must not grow over the hole.
    [Fact]
    public async Task AppendAsync_EndTakenOut_StaysMissing()
    {
        var store = await CreateAsync();
        for (var minute = 0; minute < 4; minute++)
        {
            await store.AppendAsync([Command(minute)], Token);
        }

        await TakeOutAsync(3);
        await TakeOutAsync(4);
        var before = (await VerifyAsync()).Verdict.Problem;
        for (var minute = 4; minute < 9; minute++)
        {
            await store.AppendAsync([Command(minute)], Token);
        }

        Assert.Equal(("the end is missing: there were 4", "3 is missing"), (before, (await VerifyAsync()).Verdict.Problem));
    }

    [Fact]
    public async Task PruneAsync_NoteTakenOut_OldOnesGoAllTheSameAndTheRestDoesNotFit()
    {
        var store = await CreateAsync();
        await store.AppendAsync([Command(0), Command(1), Command(2)], Token);
        await TakeNoteOutAsync();

        await store.PruneAsync(Start.AddDays(180).AddMinutes(1.5), Token);

        Assert.Equal([Command(2)], await store.ListAsync(null, 10, Token));
        Assert.Equal("1 is missing; its end was noted nowhere", (await VerifyAsync()).Verdict.Problem);
        await store.PruneAsync(Start.AddDays(181), Token);
        Assert.Empty(await Chains(await CreateAsync()).ListAsync(Token));
    }

    /// <summary>Takes the note of the one chain's end out of the store, as somebody who may write all of it can.</summary>
    protected abstract Task TakeNoteOutAsync();

    /// <summary>Takes a record of it out that was appended alone.</summary>
    protected abstract Task TakeOutAsync(long number);

    /// <summary>Looks at the one chain that there is.</summary>
    protected async Task<(AuditVerdict Verdict, AuditChainState Chain)> VerifyAsync()
    {
        var chains = Chains(await CreateAsync());
        var chain = Assert.Single(await chains.ListAsync(Token));
        return (await AuditChain.VerifyAsync(chain, chains.ReadAsync(chain.Writer, Token), Token), chain);
    }

    private static IAuditChains Chains(IAuditStore store) => Assert.IsType<IAuditChains>(store, exactMatch: false);
}
