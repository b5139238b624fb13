using System.Diagnostics;
using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using Xunit;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.TestKit.Stores;

/// <content>Results.</content>
public abstract partial class ScanStoreContract
{
    [Fact]
    public async Task FinishAsync_EveryPropertyFilled_ComesBackEqual()
    {
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1);
        var result = Full(Id(1));
        Filled.AssertEveryProperty(result);

        Assert.True(await store.FinishAsync(result, Worker, Token));

        var stored = await (await CreateAsync()).FindResultAsync(Id(1), Token);
        // Serialised by the framework's defaults, not by the store's converters.
        Assert.Equal(JsonSerializer.Serialize(result), JsonSerializer.Serialize(stored));
        var job = await store.FindJobAsync(Id(1), Token);
        Assert.Equal((ScanState.Finished, Id(1), null, null), (job?.State, job?.ResultId, job?.LeaseOwner, job?.LeaseUntil));
    }

    [Theory]
    [InlineData("scan00000", 9, new[] { 1, 2, 3 })]
    [InlineData("scan00000", 2, new[] { 1, 2 })]
    [InlineData("scan000002", 9, new[] { 2 })]
    [InlineData("scan00001", 9, new[] { 12 })]
    [InlineData("can0", 9, new int[0])]
    [InlineData("SCAN", 9, new int[0])]
    [InlineData("scan_", 9, new int[0])]
    [InlineData("sca%", 9, new int[0])]
    [InlineData("sca*", 9, new int[0])]
    [InlineData("' OR 1 = 1 --", 9, new int[0])]
    [InlineData("scan", 0, new int[0])]
    public async Task FindIdsAsync_Prefix_FindsScansWithAResultInTheirOrder(string prefix, int count, int[] expected)
    {
        var store = await CreateAsync();
        foreach (var number in (int[])[12, 3, 1])
        {
            await EnqueueAndClaimAsync(store, number);
            await store.FinishAsync(Result(Id(number)), Worker, Token);
        }

        // Another's result answers 2; 4 still waits.
        await EnqueueAndClaimAsync(store, 2);
        await store.FinishWithAsync(Id(2), Id(1), Worker, Start, Token);
        await store.EnqueueAsync(Id(4), Request(), Start, Token);

        Assert.Equal(expected.Select(Id), await (await CreateAsync()).FindIdsAsync(prefix, count, Token));
    }

    [Fact]
    public async Task FinishAsync_OnlyRequiredProperties_ComesBackEqual()
    {
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1);
        var result = Result(Id(1), complete: false) with { Verdict = Verdict.Unknown, Failure = new ScanFailure(FailureKind.ImageNotFound, "no such image") };

        await store.FinishAsync(result, Worker, Token);

        Assert.Equal(JsonSerializer.Serialize(result), JsonSerializer.Serialize(await store.FindResultAsync(Id(1), Token)));
    }

    [Fact]
    public async Task FinishAsync_HostileText_IsStored()
    {
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1);
        var finding = Finding(1);
        finding = finding with { Details = finding.Details with { Evidence = "'; DROP TABLE scans; --\0\u2028$where {} \ud800 end", Target = "\udc00" } };

        Assert.True(await store.FinishAsync(Result(Id(1)) with { Findings = [finding] }, Worker, Token));

        var stored = Assert.Single((await store.FindResultAsync(Id(1), Token))!.Findings);
        Assert.Equal("'; DROP TABLE scans; --\0\u2028$where {} \ufffd end", stored.Details.Evidence);
    }

    [Fact]
    public async Task AmendAsync_NextRevision_ReplacesResultAndFindings()
    {
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1);
        await store.FinishAsync(Result(Id(1)), Worker, Token);
        var amended = Full(Id(1), findings: 3) with { Revision = 1 };

        Assert.True(await store.AmendAsync(amended, Token));

        Assert.Equal(JsonSerializer.Serialize(amended), JsonSerializer.Serialize(await (await CreateAsync()).FindResultAsync(Id(1), Token)));
        Assert.Equal(ScanState.Finished, (await store.FindJobAsync(Id(1), Token))?.State);
        Assert.True(await store.AmendAsync(Result(Id(1)) with { Revision = 2 }, Token));
        Assert.Empty((await store.FindResultAsync(Id(1), Token))!.Findings);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task AmendAsync_NotTheNextRevision_ChangesNothing(int revision)
    {
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1);
        var result = Result(Id(1));
        await store.FinishAsync(result, Worker, Token);

        Assert.False(await store.AmendAsync(Full(Id(1)) with { Revision = revision }, Token));
        Assert.False(await store.AmendAsync(Full(Id(2)) with { Revision = 1 }, Token));

        Assert.Equal(JsonSerializer.Serialize(result), JsonSerializer.Serialize(await store.FindResultAsync(Id(1), Token)));
    }

    [Fact]
    public async Task FinishAsync_LeaseLost_StoresNothing()
    {
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1);
        Assert.False(await store.FinishAsync(Full(Id(1)), OtherWorker, Token));
        Assert.False(await store.FinishAsync(Full(Id(9)), Worker, Token));
        await store.ClaimAsync(OtherWorker, Lease, Start + Lease, null, Token);

        Assert.False(await store.FinishAsync(Full(Id(1)), Worker, Token));

        Assert.Null(await store.FindResultAsync(Id(1), Token));
        Assert.Null(await store.FindReusableAsync("reuse", Start.AddYears(-1), Token));
        Assert.Equal(ScanState.Running, (await store.FindJobAsync(Id(1), Token))?.State);
        Assert.True(await store.FinishAsync(Full(Id(1)), OtherWorker, Token));
    }

    [Fact]
    public async Task FinishAsync_Late_IsTrueUnlessReclaimed()
    {
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1);

        Assert.True(await store.FinishAsync(Result(Id(1), finishedAt: Start + (2 * Lease)), Worker, Token));
        Assert.False(await store.FinishAsync(Result(Id(1)), Worker, Token));
    }

    [Fact]
    public async Task FinishAsync_ManyFindings_KeepsOrderAndIsFast()
    {
        const int Findings = 5000;
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1, "warm");
        await store.FinishAsync(Full(Id(1)), Worker, Token);
        await EnqueueAndClaimAsync(store, 2);
        var result = Full(Id(2), Findings);
        result = result with { Findings = [.. result.Findings.Reverse()] };

        var watch = Stopwatch.StartNew();
        await store.FinishAsync(result, Worker, Token);
        var written = watch.Elapsed;
        var stored = await store.FindResultAsync(Id(2), Token);

        Assert.Equal(result.Findings.Select(finding => finding.Key), stored?.Findings.Select(finding => finding.Key));
        TestContext.Current.TestOutputHelper?.WriteLine($"{Findings} findings: {written.TotalMilliseconds:F0} ms to write, {(watch.Elapsed - written).TotalMilliseconds:F0} ms to read");
        // Well under a second on a quiet machine; the bound leaves room for a busy one.
        Assert.InRange(written, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task FinishWithAsync_AnothersResult_Answers()
    {
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1);
        await store.FinishAsync(Full(Id(1)), Worker, Token);
        await EnqueueAndClaimAsync(store, 2);

        Assert.False(await store.FinishWithAsync(Id(2), Id(1), OtherWorker, Start, Token));
        Assert.True(await store.FinishWithAsync(Id(2), Id(1), Worker, Start, Token));

        Assert.Equal(Id(1), (await store.FindResultAsync(Id(2), Token))?.Id);
        var job = await store.FindJobAsync(Id(2), Token);
        Assert.Equal((ScanState.Finished, Id(1)), (job?.State, job?.ResultId));
    }

    [Fact]
    public async Task FinishWithAsync_NoSuchResult_IsFalseAndNotFinished()
    {
        var store = await CreateAsync();
        await EnqueueAndClaimAsync(store, 1);

        Assert.False(await store.FinishWithAsync(Id(1), Id(9), Worker, Start, Token));
        Assert.False(await store.FinishWithAsync(Id(1), Id(1), Worker, Start, Token));

        Assert.Equal(ScanState.Running, (await store.FindJobAsync(Id(1), Token))?.State);
    }

    [Fact]
    public async Task FindResultAsync_NotFinished_IsNull()
    {
        var store = await CreateAsync();
        await store.EnqueueAsync(Id(1), Request(), Start, Token);

        Assert.Null(await store.FindResultAsync(Id(1), Token));
        Assert.Null(await store.FindResultAsync(Id(9), Token));
        Assert.Null(await store.FindJobAsync(Id(9), Token));
    }

    [Fact]
    public async Task FindReusableAsync_Several_NewestCompleteAfterTheTime()
    {
        var store = await CreateAsync();
        await StoreAsync(1, Result(Id(1), finishedAt: Start.AddHours(1), reuseKey: "k"));
        await StoreAsync(2, Result(Id(2), finishedAt: Start.AddHours(3), reuseKey: "k"));
        await StoreAsync(3, Result(Id(3), finishedAt: Start.AddHours(2), reuseKey: "k"));
        await StoreAsync(4, Result(Id(4), finishedAt: Start.AddHours(4), reuseKey: "k", complete: false));
        await StoreAsync(5, Result(Id(5), finishedAt: Start.AddHours(5), reuseKey: "other"));
        await StoreAsync(6, Result(Id(6), finishedAt: Start.AddHours(6)));

        Assert.Equal(Id(2), (await store.FindReusableAsync("k", Start, Token))?.Id);
        Assert.Null(await store.FindReusableAsync("k", Start.AddHours(3), Token));
        Assert.Null(await store.FindReusableAsync("none", Start, Token));
        Assert.Null(await store.FindReusableAsync(string.Empty, Start, Token));

        async Task StoreAsync(int number, ScanResult result)
        {
            await EnqueueAndClaimAsync(store, number);
            Assert.True(await store.FinishAsync(result, Worker, Token));
        }
    }

    [Fact]
    public async Task FindLatestAsync_Several_NewestOfReferenceAndPlatformThoughIncomplete()
    {
        var store = await CreateAsync();
        var arm = new ImagePlatform("linux", "arm64");
        await StoreAsync(1, Result(Id(1), finishedAt: Start.AddHours(1)));
        await StoreAsync(2, Result(Id(2), finishedAt: Start.AddHours(2)) with { Platform = arm });
        await StoreAsync(3, Result(Id(3), finishedAt: Start.AddHours(3), complete: false));
        await StoreAsync(4, Result(Id(4), "redis:8", Start.AddHours(4)));
        var reference = ImageReference.Parse("redis:7").ToString();

        Assert.Equal(Id(3), (await store.FindLatestAsync(reference, Token))?.Id);
        Assert.Equal(Id(3), (await store.FindLatestAsync($"{reference}|{ImagePlatform.Default}", Token))?.Id);
        Assert.Equal(Id(2), (await store.FindLatestAsync($"{reference}|{arm}", Token))?.Id);
        Assert.Null(await store.FindLatestAsync($"{reference}|linux/s390x", Token));
        Assert.Null(await store.FindLatestAsync("docker.io/library/redis:9", Token));

        async Task StoreAsync(int number, ScanResult result)
        {
            await EnqueueAndClaimAsync(store, number);
            Assert.True(await store.FinishAsync(result, Worker, Token));
        }
    }
}
