using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using Xunit;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.TestKit.Stores;

/// <summary>What every list of scans must hold. A test project derives one class per store; each test gets data of its own.</summary>
public abstract class ScanListContract
{
    private IScanList? _filled;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A store, and the list of the same data.</summary>
    protected abstract Task<(IScanStore Store, IScanList List)> CreateAsync();

    [Fact]
    public async Task ListAsync_Nothing_IsEmpty() => Assert.Empty(await (await CreateAsync()).List.ListAsync(new ScanListQuery(), Token));

    [Fact]
    public async Task ListAsync_AllStates_AreTheNewestFirstEachWithWhatAnswersIt()
    {
        var (store, list) = await CreateAsync();
        await FinishAsync(store, 1, "redis:7", Verdict.High, minutes: 0);
        await EnqueueAsync(store, 2, "redis:7", minutes: 1);
        await store.FinishWithAsync(Id(1), (await store.ClaimAsync(Id(2), Token)).Claim, Token);
        await EnqueueAsync(store, 3, "nginx:1", minutes: 2);
        await store.CancelAsync(Id(3), Token);
        await EnqueueAsync(store, 4, "nginx:1", minutes: 3);

        var listed = await list.ListAsync(new ScanListQuery(), Token);

        var result = new ListedResult(Id(1), "linux/amd64", Verdict.High, Verdict.High, Complete: true, 1, Start);
        Assert.Equal(
            [
                new ListedScan(Id(4), "docker.io/library/nginx:1", ScanState.Queued, Start.AddMinutes(3), null),
                new ListedScan(Id(3), "docker.io/library/nginx:1", ScanState.Cancelled, Start.AddMinutes(2), null),
                new ListedScan(Id(2), "docker.io/library/redis:7", ScanState.Finished, Start.AddMinutes(1), result),
                new ListedScan(Id(1), "docker.io/library/redis:7", ScanState.Finished, Start, result),
            ],
            listed);
    }

    [Theory]
    [InlineData("redis", new[] { 4, 1 })]
    [InlineData("REDIS:7", new[] { 1 })]
    [InlineData("library/", new[] { 4, 3, 2, 1 })]
    [InlineData("re.is", new int[0])]
    [InlineData("%", new int[0])]
    [InlineData("_", new int[0])]
    [InlineData("(", new int[0])]
    [InlineData("' OR 1 = 1 --", new int[0])]
    public async Task ListAsync_Text_IsSearchedForAsItStands(string text, int[] expected)
        => Assert.Equal(expected.Select(Id), await IdsAsync(new ScanListQuery { Text = text }));

    [Fact]
    public async Task ListAsync_Reference_IsThatImageAlone()
    {
        Assert.Equal([Id(1)], await IdsAsync(new ScanListQuery { Reference = "docker.io/library/redis:7" }));
        Assert.Empty(await IdsAsync(new ScanListQuery { Reference = "docker.io/library/redis" }));
    }

    [Fact]
    public async Task ListAsync_VerdictOrState_IsThose()
    {
        Assert.Equal([Id(2)], await IdsAsync(new ScanListQuery { Verdict = Verdict.Unknown }));
        Assert.Equal([Id(3), Id(1)], await IdsAsync(new ScanListQuery { Verdict = Verdict.High }));
        Assert.Equal([Id(4)], await IdsAsync(new ScanListQuery { State = ScanState.Queued }));
        Assert.Equal([Id(3)], await IdsAsync(new ScanListQuery { Verdict = Verdict.High, Text = "nginx" }));
    }

    [Theory]
    [InlineData(0, 2, new[] { 4, 3 })]
    [InlineData(2, 1, new[] { 2 })]
    [InlineData(4, 10, new int[0])]
    [InlineData(0, 0, new int[0])]
    [InlineData(-1, 1, new[] { 4 })]
    [InlineData(0, int.MaxValue, new[] { 4, 3, 2, 1 })]
    public async Task ListAsync_SkipAndTake_BoundIt(int skip, int take, int[] expected)
        => Assert.Equal(expected.Select(Id), await IdsAsync(new ScanListQuery { Skip = skip, Take = take }));

    private async Task<IEnumerable<ScanId>> IdsAsync(ScanListQuery query)
        => (await (_filled ??= await FillAsync()).ListAsync(query, Token)).Select(scan => scan.Id);

    private async Task<IScanList> FillAsync()
    {
        var (store, list) = await CreateAsync();
        await FinishAsync(store, 1, "redis:7", Verdict.High, minutes: 0);
        await FinishAsync(store, 2, "nginx:1", Verdict.Unknown, minutes: 1);
        await FinishAsync(store, 3, "nginx:2", Verdict.High, minutes: 2);
        await EnqueueAsync(store, 4, "redis:8", minutes: 3);
        return list;
    }

    private static Task<EnqueuedScan> EnqueueAsync(IScanStore store, int number, string reference, int minutes)
        => store.EnqueueAsync(Id(number), Request(reference), Start.AddMinutes(minutes), Token);

    private static async Task FinishAsync(IScanStore store, int number, string reference, Verdict verdict, int minutes)
    {
        await EnqueueAsync(store, number, reference, minutes);
        var result = Result(Id(number), reference) with { Verdict = verdict, AtLeast = Verdict.High, Findings = [Finding(1)] };
        Assert.Equal(LeaseAnswer.Held, await store.FinishAsync(result, (await store.ClaimAsync(Id(number), Token)).Claim, Token));
    }
}
