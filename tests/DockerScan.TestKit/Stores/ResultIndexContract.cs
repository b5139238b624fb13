using DockerScan.Core.Images;
using DockerScan.Core.Stores;
using Xunit;
using static DockerScan.TestKit.Stores.ScanSamples;

namespace DockerScan.TestKit.Stores;

/// <summary>What every look over all results must hold. A test project derives one class per store; each test gets data of its own.</summary>
public abstract class ResultIndexContract
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A store, and the index of the same data.</summary>
    protected abstract Task<(IScanStore Store, IResultIndex Index)> CreateAsync();

    [Theory]
    [InlineData("CVE-X", new[] { 2, 1 })]
    [InlineData("cve-x", new[] { 2, 1 })]
    [InlineData("LIBX", new[] { 2, 1 })]
    [InlineData("CVE-", new int[0])]
    [InlineData("%", new int[0])]
    [InlineData("' OR 1 = 1 --", new int[0])]
    [InlineData("", new int[0])]
    public async Task FindAsync_IdOrPackage_IsEveryImageThatHasItTheNewestFirst(string text, int[] expected)
    {
        var (store, index) = await CreateAsync();
        await KeepAsync(store, 1, "redis:7", 0, found: ["CVE-X", "CVE-Y"]);
        await KeepAsync(store, 2, "nginx:1", 1, found: ["CVE-X"]);
        await KeepAsync(store, 3, "busybox:1", 2, found: []);

        var found = await index.FindAsync(new FindingSearch { Text = text }, Token);

        Assert.Equal(expected.Select(Id), found.Select(each => each.Scan).Distinct());
        Assert.All(found, each => Assert.Equal((each.Scan == Id(1) ? "docker.io/library/redis:7" : "docker.io/library/nginx:1", "linux/amd64"), (each.Reference, each.Platform)));
    }

    [Fact]
    public async Task FindAsync_MendedInANewerCompleteResult_IsThereNoMore()
    {
        var (store, index) = await CreateAsync();
        await KeepAsync(store, 1, "redis:7", 0, found: ["CVE-X"]);
        await KeepAsync(store, 2, "redis:7", 1, found: []);

        Assert.Empty(await index.FindAsync(new FindingSearch { Text = "CVE-X" }, Token));
    }

    [Fact]
    public async Task FindAsync_NewerResultThatIsNotComplete_HidesNothing()
    {
        var (store, index) = await CreateAsync();
        await KeepAsync(store, 1, "redis:7", 0, found: ["CVE-X"]);
        await KeepAsync(store, 2, "redis:7", 1, found: [], isComplete: false);

        Assert.Equal(Id(1), Assert.Single(await index.FindAsync(new FindingSearch { Text = "CVE-X" }, Token)).Scan);
    }

    [Fact]
    public async Task FindAsync_ManyScansOfOneImage_AreOne()
    {
        var (store, index) = await CreateAsync();
        for (var number = 1; number <= 4; number++)
        {
            await KeepAsync(store, number, "redis:7", number, found: ["CVE-X"]);
        }

        Assert.Equal(Id(4), Assert.Single(await index.FindAsync(new FindingSearch { Text = "CVE-X" }, Token)).Scan);
    }

    [Theory]
    [InlineData(0, 1, new[] { 3 })]
    [InlineData(1, 10, new[] { 2, 1 })]
    [InlineData(0, 0, new int[0])]
    [InlineData(-1, int.MaxValue, new[] { 3, 2, 1 })]
    public async Task FindAsync_SkipAndTake_BoundIt(int skip, int take, int[] expected)
    {
        var (store, index) = await CreateAsync();
        foreach (var number in (int[])[1, 2, 3])
        {
            await KeepAsync(store, number, $"redis:{number}", number, found: ["CVE-X"]);
        }

        Assert.Equal(expected.Select(Id), (await index.FindAsync(new FindingSearch { Text = "CVE-X", Skip = skip, Take = take }, Token)).Select(each => each.Scan));
    }

    [Fact]
    public async Task FindImageAsync_SeveralChains_IsTheFirstThatWasScanned()
    {
        var (store, index) = await CreateAsync();
        await KeepAsync(store, 1, "debian:12", 0, [], chain: "sha256:1");
        await KeepAsync(store, 2, "debian:12-slim", 1, [], chain: "sha256:1");
        await KeepAsync(store, 3, "node:22", 2, [], chain: "sha256:2");

        Assert.Equal(("sha256:2", "docker.io/library/node:22"), Text(await index.FindImageAsync(["sha256:3", "sha256:2", "sha256:1"], Token)));
        Assert.Equal(("sha256:1", "docker.io/library/debian:12-slim"), Text(await index.FindImageAsync(["sha256:1"], Token)));
        Assert.Null(await index.FindImageAsync(["sha256:4"], Token));
        Assert.Null(await index.FindImageAsync([], Token));
    }

    [Fact]
    public async Task ListNewestAsync_Repository_IsTheNewestOfEachName()
    {
        var (store, index) = await CreateAsync();
        await KeepAsync(store, 1, "debian:12.5", 0, [], chain: "sha256:1");
        await KeepAsync(store, 2, "debian:12.15", 1, [], chain: "sha256:2");
        await KeepAsync(store, 3, "debian:12.5", 2, [], chain: "sha256:3", isComplete: false);
        await KeepAsync(store, 4, "debian@sha256:" + new string('a', 64), 3, []);
        // A name that begins alike is another repository's.
        await KeepAsync(store, 5, "debian-slim:12.5", 4, [], chain: "sha256:5");
        await KeepAsync(store, 6, "other/debian:12.5", 5, [], chain: "sha256:6");

        var found = await index.ListNewestAsync("docker.io/library/debian", ImagePlatform.Default, Token);

        Assert.Equal([(Id(4), null, true), (Id(3), "sha256:3", false), (Id(2), "sha256:2", true)], found.Select(each => (each.Scan, each.Chain, each.Complete)));
        Assert.Equal("docker.io/library/debian:12.15", found[^1].Reference.ToString());
        Assert.Empty(await index.ListNewestAsync("docker.io/library/debian", Other, Token));
        Assert.Empty(await index.ListNewestAsync("docker.io/library/deb%", ImagePlatform.Default, Token));
    }

    private static ImagePlatform Other => ImagePlatform.TryParse("linux/arm64", out var platform) ? platform : throw new InvalidOperationException("no platform");

    private static (string Chain, string Image)? Text((string Chain, ImageReference Image)? found) => found is var (chain, image) ? (chain, image.ToString()) : null;

    private static async Task KeepAsync(IScanStore store, int number, string reference, int minutes, IReadOnlyList<string> found, bool isComplete = true, string? chain = null)
    {
        await store.EnqueueAsync(Id(number), Request(reference), Start.AddMinutes(minutes), Token);
        var result = Result(Id(number), reference);
        result = result with
        {
            FinishedAt = Start.AddMinutes(minutes), Complete = isComplete, Image = Full(Id(number)).Image! with { Chain = chain },
            Findings = [.. found.Select((id, ordinal) => Finding(ordinal + 1) with { Details = Finding(1).Details with { Id = id, Target = id == "CVE-X" ? "libx" : "liby", SourcePackage = null } })],
        };
        Assert.Equal(LeaseAnswer.Held, await store.FinishAsync(result, (await store.ClaimAsync(Id(number), Token)).Claim, Token));
    }
}
