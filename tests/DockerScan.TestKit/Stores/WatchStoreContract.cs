using System.Collections.Concurrent;
using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using Xunit;
using static DockerScan.TestKit.Stores.ScanSamples;
using static DockerScan.TestKit.Stores.WatchSamples;

namespace DockerScan.TestKit.Stores;

/// <summary>What every store of watches must hold. A test project derives one class for each store; each test gets data of its own.</summary>
public abstract class WatchStoreContract
{
    private const string Repository = "docker.io/library/redis";

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An initialised store. Every call in one test gives another instance on the same data, as another process would have.</summary>
    protected abstract Task<IWatchStore> CreateAsync();

    /// <summary>The scans in the same data.</summary>
    protected abstract Task<IScanStore> CreateScansAsync();

    [Fact]
    public async Task FindAsync_EveryProperty_IsAsItWasKept()
    {
        await (await CreateAsync()).PutAsync(Full(), Token);

        Assert.Equivalent(Full(), await (await CreateAsync()).FindAsync(Full().Id, Token), strict: true);
        Assert.Null(await (await CreateAsync()).FindAsync("watch000099", Token));
    }

    [Fact]
    public async Task PutAsync_SameId_TakesItsPlace()
    {
        var store = await CreateAsync();
        await store.PutAsync(Watch(), Token);
        await store.PutAsync(Watch("watch000002", "nginx:1"), Token);

        await store.PutAsync(Watch() with { MutedUntil = Start.AddHours(1), FirstScan = Id(5) }, Token);

        var listed = await (await CreateAsync()).ListAsync(Token);
        Assert.Equal(["watch000001", "watch000002"], listed.Select(watch => watch.Id));
        Assert.Equal((Start.AddHours(1), "watch000001"), (listed[0].MutedUntil, (await store.FindByFirstScanAsync(Id(5), Token))?.Id));
        Assert.Null(await store.FindByFirstScanAsync(Id(6), Token));
    }

    [Fact]
    public async Task RemoveAsync_WithAllThatIsItsOwn_LeavesNothingAndTheOthers()
    {
        var store = await CreateAsync();
        foreach (var id in (string[])["watch000001", "watch000002"])
        {
            await store.PutAsync(Watch(id), Token);
            await store.SaveTargetAsync(Target(id) with { Revision = 0 }, Token);
            await store.PlanAsync(id, Start, Token);
        }

        Assert.True(await store.RemoveAsync("watch000001", Token));
        Assert.False(await store.RemoveAsync("watch000001", Token));

        Assert.Equal(["watch000002"], (await store.ListAsync(Token)).Select(watch => watch.Id));
        Assert.Empty(await store.ListTargetsAsync("watch000001", Token));
        Assert.Single(await store.ListTargetsAsync("watch000002", Token));
        Assert.Equal("watch000002", (await store.ClaimAsync(new ClaimWish("w", TimeSpan.FromMinutes(1)), Token))?.Item.WatchId);
        Assert.Null(await store.ClaimAsync(new ClaimWish("w", TimeSpan.FromMinutes(1)), Token));
    }

    [Fact]
    public async Task SaveTargetAsync_EveryProperty_IsAsItWasKeptWithTheNextRevision()
    {
        var store = await CreateAsync();

        Assert.True(await store.SaveTargetAsync(Target(), Token));

        Assert.Equivalent(Target() with { Revision = 1 }, Assert.Single(await (await CreateAsync()).ListTargetsAsync("watch000001", Token)), strict: true);
    }

    [Fact]
    public async Task SaveTargetAsync_SomebodyWroteInBetween_IsRefusedAndWritesNothing()
    {
        var store = await CreateAsync();
        await store.SaveTargetAsync(Target(), Token);
        var read = Assert.Single(await store.ListTargetsAsync("watch000001", Token));
        Assert.True(await store.SaveTargetAsync(read with { Failures = 0 }, Token));

        Assert.False(await store.SaveTargetAsync(read with { Failures = 9 }, Token));
        Assert.False(await store.SaveTargetAsync(Target() with { Failures = 9 }, Token));

        Assert.Equal((2, 0), (await store.ListTargetsAsync("watch000001", Token)) is [var kept] ? (kept.Revision, kept.Failures) : default);
    }

    [Fact]
    public async Task PlanAsync_SameTimeFromManyProcesses_IsOneRun()
    {
        var won = new ConcurrentBag<bool>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            async () =>
            {
                var store = await CreateAsync();
                for (var minute = 0; minute < 25; minute++)
                {
                    if (await store.PlanAsync("watch000001", Start.AddMinutes(minute), Token))
                    {
                        won.Add(true);
                    }
                }
            },
            Token)));

        Assert.Equal(25, won.Count);
        Assert.Equal(25, await (await CreateAsync()).CountOpenAsync(Token));
    }

    [Fact]
    public async Task PlanAsync_TimeWhoseRunHasEnded_IsNotRunAgain()
    {
        var store = await CreateAsync();
        await store.PlanAsync("watch000001", Start, Token);
        await EndNextAsync(store);

        Assert.False(await store.PlanAsync("watch000001", Start.ToOffset(TimeSpan.FromHours(9)), Token));

        Assert.Equal(0, await store.CountOpenAsync(Token));
    }

    [Fact]
    public async Task KeepAsync_ScansAndCounts_AreThereForWhoClaimsItNext()
    {
        var store = await CreateAsync();
        await store.PlanAsync("watch000001", Start, Token);
        var first = await store.ClaimAsync(new ClaimWish("w", TimeSpan.FromMinutes(1)), Token);
        Assert.Null(first!.Item.Scans);
        var counts = new WatchCounts { Scanned = 1, Matched = 2, Unchanged = 3, Failed = 4, Changed = 5 };

        await store.KeepAsync(first.Claim, [Scan(1), Scan(2) with { IndexDigest = null }], counts, Token);
        await store.EndLeasesAsync("w", Token);

        var again = await (await CreateAsync()).ClaimAsync(new ClaimWish("w2", TimeSpan.FromMinutes(1)), Token);
        Assert.Equal([Scan(1), Scan(2) with { IndexDigest = null }], again!.Item.Scans!);
        Assert.Equal(counts, again.Item.Counts);
        Assert.Equal(("watch000001", Start), (again.Item.WatchId, again.Item.Planned));
    }

    [Fact]
    public async Task WakeAsync_ScanThatARunWaitsFor_IsDueAtOnceAndNoOtherIs()
    {
        var store = await CreateAsync();
        var wish = new ClaimWish("w", TimeSpan.FromMinutes(1));
        foreach (var (watch, scan) in ((string, int)[])[("watch000001", 1), ("watch000002", 2)])
        {
            await store.PlanAsync(watch, Start, Token);
            var claimed = await store.ClaimAsync(wish, Token);
            await store.KeepAsync(claimed!.Claim, [Scan(3) with { Tag = "8" }, Scan(scan)], new WatchCounts(), Token);
            await store.ReleaseAsync(claimed.Claim, TimeSpan.FromHours(1), isFailure: false, Token);
        }

        Assert.Null(await store.ClaimAsync(wish, Token));
        Assert.Equal(0, await store.WakeAsync(ScanSamples.Id(4), Token));
        Assert.Equal(1, await store.WakeAsync(ScanSamples.Id(2), Token));
        Assert.Equal("watch000002", (await store.ClaimAsync(wish, Token))?.Item.WatchId);
        Assert.Null(await store.ClaimAsync(wish, Token));

        Assert.InRange(await store.WakeAsync(ScanSamples.Id(3), Token), 1, 2);
        Assert.Equal("watch000001", (await store.ClaimAsync(wish, Token))?.Item.WatchId);
    }

    [Fact]
    public async Task HasEarlierAsync_OpenRunOfTheSameWatchBeforeIt_IsTrueUntilThatEnds()
    {
        var store = await CreateAsync();
        await store.PlanAsync("watch000001", Start, Token);
        await store.PlanAsync("watch000002", Start.AddMinutes(1), Token);
        var later = new WatchRun { WatchId = "watch000001", Planned = Start.AddMinutes(5) };

        Assert.True(await store.HasEarlierAsync(later, Token));
        Assert.False(await store.HasEarlierAsync(new WatchRun { WatchId = "watch000002", Planned = Start.AddMinutes(1) }, Token));
        await EndNextAsync(store);

        Assert.False(await store.HasEarlierAsync(later, Token));
    }

    [Fact]
    public async Task ListLastAsync_SeveralRuns_IsTheLastOfEachThatEnded()
    {
        var store = await CreateAsync();
        await store.PlanAsync("watch000001", Start, Token);
        await store.PlanAsync("watch000001", Start.AddHours(1), Token);
        await store.PlanAsync("watch000001", Start.AddHours(2), Token);
        var problem = new ScanFailure(FailureKind.RegistryUnavailable, "it does not answer");
        await EndNextAsync(store);
        await EndNextAsync(store, new WatchRunEnd(WatchRunOutcome.Failed, new WatchCounts { Failed = 1 }, problem));

        var last = Assert.Single(await (await CreateAsync()).ListLastAsync(Token));

        Assert.Equal(("watch000001", Start.AddHours(1), WatchRunOutcome.Failed, problem, 1), (last.WatchId, last.Planned, last.End.Outcome, last.End.Problem, last.End.Counts.Failed));
    }

    [Fact]
    public async Task SeeAsync_Again_KeepsTheFirstTime()
    {
        var store = await CreateAsync();
        await store.SeeAsync(Repository, [Digest('a')], Token);
        var first = await store.FindFirstSeenAsync(Repository, [Digest('a')], Token);
        Assert.NotNull(first);

        await store.SeeAsync(Repository, [Digest('a'), Digest('b')], Token);

        Assert.Equal(first, await (await CreateAsync()).FindFirstSeenAsync(Repository, [Digest('b'), Digest('a')], Token));
        Assert.Null(await store.FindFirstSeenAsync(Repository, [Digest('c')], Token));
        Assert.Null(await store.FindFirstSeenAsync("docker.io/library/nginx", [Digest('a')], Token));
        Assert.Null(await store.FindFirstSeenAsync(Repository, [], Token));
    }

    [Fact]
    public async Task KeepResultAsync_WithoutAScanInTheQueue_IsFoundAsAnyResultAndKeptOnce()
    {
        var store = await CreateAsync();
        var scans = await CreateScansAsync();
        var result = ScanSamples.Full(Id(9)) with { Revision = 0 };

        await store.KeepResultAsync(result, Request(result.Reference.ToString()), Token);
        await store.KeepResultAsync(result, Request(result.Reference.ToString()), Token);

        var found = await scans.FindResultAsync(Id(9), Token);
        Assert.Equal((result.Findings.Count, result.Verdict), (found!.Findings.Count, found.Verdict));
        Assert.Equal(Id(9), (await scans.FindLatestAsync(result.Reference.ToString(), Token))?.Id);
        Assert.Equal(new QueueDepth(0, 0), await scans.GetDepthAsync(Token));
    }

    [Fact]
    public async Task PruneAsync_OldRunsAndWhatIsNobodys_GoAndTheLastOfEachStays()
    {
        var store = await CreateAsync();
        await store.PutAsync(Watch(), Token);
        await store.SaveTargetAsync(Target("watch000404"), Token);
        await store.PlanAsync("watch000001", Start, Token);
        await store.PlanAsync("watch000001", Start.AddHours(1), Token);
        await EndNextAsync(store);
        await EndNextAsync(store);

        await store.PruneAsync(TimeProvider.System.GetUtcNow().AddDays(31), Token);

        Assert.Empty(await store.ListTargetsAsync("watch000404", Token));
        Assert.Equal(Start.AddHours(1), Assert.Single(await store.ListLastAsync(Token)).Planned);
        Assert.True(await store.PlanAsync("watch000001", Start, Token));
    }

    private static async Task EndNextAsync(IWatchStore store, WatchRunEnd? end = null)
    {
        var claimed = await store.ClaimAsync(new ClaimWish("w", TimeSpan.FromMinutes(1)), Token);
        Assert.Equal(LeaseAnswer.Held, await store.EndAsync(claimed!.Claim, end ?? new WatchRunEnd(WatchRunOutcome.Ended, new WatchCounts()), Token));
    }
}
