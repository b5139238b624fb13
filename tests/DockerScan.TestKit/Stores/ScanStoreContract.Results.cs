using System.Diagnostics;
using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
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
        var claim = await EnqueueAndClaimAsync(store, 1);
        var result = Full(Id(1));
        Filled.AssertEveryProperty(result);

        Assert.Equal(LeaseAnswer.Held, await store.FinishAsync(result, claim, Token));

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
            await EnqueueAndFinishAsync(store, Result(Id(number)));
        }

        // Another's result answers 2; 4 still waits.
        await store.FinishWithAsync(Id(1), await EnqueueAndClaimAsync(store, 2), Token);
        await store.EnqueueAsync(Id(4), Request(), Start, Token);

        Assert.Equal(expected.Select(Id), await (await CreateAsync()).FindIdsAsync(prefix, count, Token));
    }

    [Fact]
    public async Task FindByFindingAsync_Key_IsTheNewestResultWithIt()
    {
        var store = await CreateAsync();
        var (older, newer, other) = (Full(Id(1)), Full(Id(2)), Full(Id(3)));
        newer = newer with { FinishedAt = older.FinishedAt.AddHours(1) };
        other = other with { FinishedAt = older.FinishedAt.AddHours(2), Findings = [.. other.Findings.Select(finding => finding with { Key = "0123456789abcdef" })] };
        foreach (var result in (ScanResult[])[newer, older, other])
        {
            await EnqueueAndFinishAsync(store, result);
        }

        var key = older.Findings[0].Key;
        Assert.Equal(Id(2), (await (await CreateAsync()).FindByFindingAsync(key, Token))?.Id);
        Assert.Equal(Id(3), (await store.FindByFindingAsync("0123456789abcdef", Token))?.Id);
        Assert.Null(await store.FindByFindingAsync("0", Token));
        Assert.Null(await store.FindByFindingAsync("' OR 1 = 1 --", Token));
    }

    [Fact]
    public async Task FinishAsync_OnlyRequiredProperties_ComesBackEqual()
    {
        var store = await CreateAsync();
        var result = Result(Id(1), complete: false) with { Verdict = Verdict.Unknown, Failure = new ScanFailure(FailureKind.ImageNotFound, "no such image") };

        await EnqueueAndFinishAsync(store, result);

        Assert.Equal(JsonSerializer.Serialize(result), JsonSerializer.Serialize(await store.FindResultAsync(Id(1), Token)));
    }

    [Fact]
    public async Task FinishAsync_HostileText_IsStored()
    {
        var store = await CreateAsync();
        var finding = Finding(1);
        finding = finding with { Details = finding.Details with { Evidence = "'; DROP TABLE scans; --\0\u2028$where {} \ud800 end", Target = "\udc00" } };

        await EnqueueAndFinishAsync(store, Result(Id(1)) with { Findings = [finding] });

        var stored = Assert.Single((await store.FindResultAsync(Id(1), Token))!.Findings);
        Assert.Equal("'; DROP TABLE scans; --\0\u2028$where {} \ufffd end", stored.Details.Evidence);
    }

    [Fact]
    public async Task AmendAsync_NextRevision_ReplacesResultAndFindings()
    {
        var store = await CreateAsync();
        await EnqueueAndFinishAsync(store, Result(Id(1)));
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
        var result = Result(Id(1));
        await EnqueueAndFinishAsync(store, result);

        Assert.False(await store.AmendAsync(Full(Id(1)) with { Revision = revision }, Token));
        Assert.False(await store.AmendAsync(Full(Id(2)) with { Revision = 1 }, Token));

        Assert.Equal(JsonSerializer.Serialize(result), JsonSerializer.Serialize(await store.FindResultAsync(Id(1), Token)));
    }

    [Fact]
    public async Task FinishAsync_ClaimIsStale_StoresNothing()
    {
        var store = await CreateAsync();
        var frozen = await EnqueueAndClaimAsync(store, 1, worker: "dead");
        await store.EndLeasesAsync("dead", Token);
        var mine = (await store.ClaimAsync(Id(1), Token)).Claim;

        Assert.Equal(LeaseAnswer.Stale, await store.FinishAsync(Full(Id(1)), frozen, Token));

        Assert.Null(await store.FindResultAsync(Id(1), Token));
        Assert.Null(await store.FindReusableAsync("reuse", Start.AddYears(-1), Token));
        Assert.Equal(ScanState.Running, (await store.FindJobAsync(Id(1), Token))?.State);
        Assert.Equal(LeaseAnswer.Held, await store.FinishAsync(Full(Id(1)), mine, Token));
    }

    [Fact]
    public async Task FinishAsync_AnotherScansResult_StoresNothing()
    {
        var store = await CreateAsync();
        var claim = await EnqueueAndClaimAsync(store, 1, "a");
        await EnqueueAndClaimAsync(store, 2, "b");

        Assert.Equal(LeaseAnswer.Stale, await store.FinishAsync(Full(Id(2)), claim, Token));

        Assert.Null(await store.FindResultAsync(Id(2), Token));
    }

    [Fact]
    public async Task FinishAsync_LeaseOverAndNobodyClaimedItSince_IsStoredOnce()
    {
        var store = await CreateAsync();
        var claim = await EnqueueAndClaimAsync(store, 1, worker: "slow");
        await store.EndLeasesAsync("slow", Token);

        Assert.Equal(LeaseAnswer.Held, await store.FinishAsync(Result(Id(1)), claim, Token));
        Assert.Equal(LeaseAnswer.Stale, await store.FinishAsync(Result(Id(1)), claim, Token));
    }

    [Fact]
    public async Task FinishAsync_ManyFindings_KeepsOrderAndIsFast()
    {
        const int Findings = 5000;
        var store = await CreateAsync();
        await EnqueueAndFinishAsync(store, Full(Id(1)));
        var claim = await EnqueueAndClaimAsync(store, 2);
        var result = Full(Id(2), Findings);
        result = result with { Findings = [.. result.Findings.Reverse()] };

        var watch = Stopwatch.StartNew();
        await store.FinishAsync(result, claim, Token);
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
        await EnqueueAndFinishAsync(store, Full(Id(1)));
        var claim = await EnqueueAndClaimAsync(store, 2);

        Assert.Equal(LeaseAnswer.Held, await store.FinishWithAsync(Id(1), claim, Token));

        Assert.Equal(Id(1), (await store.FindResultAsync(Id(2), Token))?.Id);
        var job = await store.FindJobAsync(Id(2), Token);
        Assert.Equal((ScanState.Finished, Id(1)), (job?.State, job?.ResultId));
    }

    [Fact]
    public async Task FinishWithAsync_NoSuchResult_IsNotFinished()
    {
        var store = await CreateAsync();
        var claim = await EnqueueAndClaimAsync(store, 1);

        Assert.Equal(LeaseAnswer.Stale, await store.FinishWithAsync(Id(9), claim, Token));
        Assert.Equal(LeaseAnswer.Stale, await store.FinishWithAsync(Id(1), claim, Token));

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
        await StoreAsync(Result(Id(1), finishedAt: Start.AddHours(1), reuseKey: "k"));
        await StoreAsync(Result(Id(2), finishedAt: Start.AddHours(3), reuseKey: "k"));
        await StoreAsync(Result(Id(3), finishedAt: Start.AddHours(2), reuseKey: "k"));
        await StoreAsync(Result(Id(4), finishedAt: Start.AddHours(4), reuseKey: "k", complete: false));
        await StoreAsync(Result(Id(5), finishedAt: Start.AddHours(5), reuseKey: "other"));
        await StoreAsync(Result(Id(6), finishedAt: Start.AddHours(6)));

        Assert.Equal(Id(2), (await store.FindReusableAsync("k", Start, Token))?.Id);
        Assert.Null(await store.FindReusableAsync("k", Start.AddHours(3), Token));
        Assert.Null(await store.FindReusableAsync("none", Start, Token));
        Assert.Null(await store.FindReusableAsync(string.Empty, Start, Token));

        Task StoreAsync(ScanResult result) => EnqueueAndFinishAsync(store, result);
    }

    [Fact]
    public async Task FindLatestHadAsync_NewestCouldNotHaveTheImage_IsTheOneBeforeItThoughIncomplete()
    {
        var store = await CreateAsync();
        var reference = ImageReference.Parse("redis:7").ToString();
        await EnqueueAndFinishAsync(store, Result(Id(1), finishedAt: Start.AddHours(1), complete: false));
        await EnqueueAndFinishAsync(store, Result(Id(2), finishedAt: Start.AddHours(2)) with { Failure = new ScanFailure(FailureKind.ImageNotFound, "gone") });

        Assert.Equal(Id(2), (await store.FindLatestAsync(reference, Token))?.Id);
        Assert.Equal(Id(1), (await store.FindLatestHadAsync(reference, Token))?.Id);
        Assert.Null(await store.FindLatestHadAsync("docker.io/library/redis:9", Token));
    }

    [Fact]
    public async Task FindLatestAsync_Several_NewestOfReferenceAndPlatformThoughIncomplete()
    {
        var store = await CreateAsync();
        var arm = new ImagePlatform("linux", "arm64");
        await StoreAsync(Result(Id(1), finishedAt: Start.AddHours(1)));
        await StoreAsync(Result(Id(2), finishedAt: Start.AddHours(2)) with { Platform = arm });
        await StoreAsync(Result(Id(3), finishedAt: Start.AddHours(3), complete: false));
        await StoreAsync(Result(Id(4), "redis:8", Start.AddHours(4)));
        var reference = ImageReference.Parse("redis:7").ToString();

        Assert.Equal(Id(3), (await store.FindLatestAsync(reference, Token))?.Id);
        Assert.Equal(Id(3), (await store.FindLatestAsync($"{reference}|{ImagePlatform.Default}", Token))?.Id);
        Assert.Equal(Id(2), (await store.FindLatestAsync($"{reference}|{arm}", Token))?.Id);
        Assert.Null(await store.FindLatestAsync($"{reference}|linux/s390x", Token));
        Assert.Null(await store.FindLatestAsync("docker.io/library/redis:9", Token));

        Task StoreAsync(ScanResult result) => EnqueueAndFinishAsync(store, result);
    }
}
