using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Engine.Accepting;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.TestKit.Builders;
using DockerScan.TestKit.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.Engine.Tests.Accepting;

/// <summary>Which image is below another one: the longest equal stack of layers, else the label, else nobody knows.</summary>
public sealed class BaseImageTests
{
    private static readonly string[] Layers = [.. "123".Select(digit => $"sha256:{new string(digit, 64)}")];
    private static readonly IReadOnlyList<string> Chains = LayerChain.Of(Layers);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_TwoImagesBelow_IsTheOneWithMoreLayers()
    {
        var read = await ReadAsync(new FakeIndex { [Chains[0]] = "debian:12", [Chains[1]] = "node:22" });

        Assert.Equal(("docker.io/library/node:22", 2, BaseSource.Layers), (read.Base?.Reference.ToString(), read.Base?.Layers, read.Base?.Source));
    }

    [Fact]
    public async Task ReadAsync_ImageItselfUnderAnotherName_IsNoBase() => Assert.Null((await ReadAsync(new FakeIndex { [Chains[2]] = "redis:latest" })).Base);

    [Fact]
    public async Task ReadAsync_NothingBelowIsKnown_IsTheLabelsWord()
    {
        var read = await ReadAsync([], "debian:12");

        Assert.Equal(("docker.io/library/debian:12", 0, BaseSource.Label), (read.Base?.Reference.ToString(), read.Base?.Layers, read.Base?.Source));
    }

    [Fact]
    public async Task ReadAsync_IndexCannotBeUsed_IsTheResultAllTheSame() => Assert.Null((await ReadAsync(new FakeIndex { Trouble = new EngineException(new ScanFailure(FailureKind.Internal, "locked")) })).Base);

    [Theory]
    [InlineData(1, BaseSource.Named)]
    [InlineData(2, BaseSource.Named)]
    [InlineData(0, BaseSource.Layers)]
    public async Task ReadAsync_OperatorNamedOne_IsItUnlessMoreLayersAreKnown(int named, BaseSource expected)
    {
        var read = await ReadAsync(new FakeIndex { [Chains[0]] = "debian:12" }, named: named == 0 ? null : ("registry.example/base:1", named));

        Assert.Equal((expected, named == 0 ? "docker.io/library/debian:12" : "registry.example/base:1", Math.Max(1, named)), (read.Base!.Source, read.Base.Reference.ToString(), read.Base.Layers));
    }

    [Fact]
    public async Task ReadAsync_MoreLayersThanTheNamedOneHas_IsTheOneThatWasScanned()
        => Assert.Equal(BaseSource.Layers, (await ReadAsync(new FakeIndex { [Chains[1]] = "node:22" }, named: ("registry.example/base:1", 1))).Base!.Source);

    [Theory]
    [InlineData("not a name", 1)]
    [InlineData("debian:12", 0)]
    [InlineData("debian:12", 3)]
    [InlineData("debian:12", 9)]
    public async Task ReadAsync_DamagedRecordOfANamedOne_IsNone(string name, int layers) => Assert.Null((await ReadAsync([], named: (name, layers))).Base);

    [Fact]
    public async Task ReadAsync_NewerVersionWasScanned_IsCounted()
    {
        var index = new FakeIndex { [Chains[0]] = "debian:12.5" };
        var store = await ScannedAsync(index, ("debian:12.5", Chains[0]), ("debian:12.15", "sha256:other"), ("debian:12.4", "sha256:older"), ("debian:12.15-slim", "sha256:slim"));

        var newer = (await ReadAsync(index, store: store)).Base!.Newer!;

        Assert.Equal("docker.io/library/debian:12.15", newer.Reference.ToString());
        Assert.Equal(2, newer.Removes!.Count);
    }

    [Fact]
    public async Task ReadAsync_TagMovedOn_IsItself()
    {
        var index = new FakeIndex { [Chains[0]] = "debian:12" };

        var newer = (await ReadAsync(index, store: await ScannedAsync(index, ("debian:12", "sha256:other"), ("debian:13", "sha256:next")))).Base!.Newer!;

        Assert.Equal(("docker.io/library/debian:12", 2), (newer.Reference.ToString(), newer.Removes?.Count));
    }

    [Fact]
    public async Task ReadAsync_NewerScanIsNotComplete_IsNamedAndNotCounted()
    {
        var index = new FakeIndex { [Chains[0]] = "debian:12.5" };
        var store = await ScannedAsync(index, ("debian:12.15", "sha256:other"));
        index.Newest[0] = index.Newest[0] with { Complete = false };

        Assert.Null((await ReadAsync(index, store: store)).Base!.Newer!.Removes);
    }

    [Fact]
    public async Task ReadAsync_OnlyTheSameWasScanned_NothingIsNewer()
    {
        var index = new FakeIndex { [Chains[0]] = "debian:12.5" };

        Assert.Null((await ReadAsync(index, store: await ScannedAsync(index, ("debian:12.5", Chains[0])))).Base!.Newer);
    }

    // Results of other images, each without a finding, compared with the same database.
    private static async Task<FakeScanStore> ScannedAsync(FakeIndex index, params (string Name, string Chain)[] images)
    {
        var store = new FakeScanStore(TimeProvider.System);
        foreach (var (name, chain) in images)
        {
            var id = ScanId.Parse($"scanned{index.Newest.Count}abc");
            await store.EnqueueAsync(id, new ScanRequest(ImageReference.Parse(name), null, new ScanOptions(), "test"), DateTimeOffset.UnixEpoch, Token);
            var claim = (await store.ClaimAsync(id, Token)).Claim;
            await store.FinishAsync(SampleScans.Vulnerable() with { Id = id, Reference = ImageReference.Parse(name), Findings = [] }, claim, Token);
            index.Newest.Add(new NewestResult(id, ImageReference.Parse(name), chain, Complete: true));
        }

        return store;
    }

    private static async Task<ScanResult> ReadAsync(FakeIndex index, string? label = null, (string Name, int Layers)? named = null, IScanStore? store = null)
    {
        var sample = SampleScans.Vulnerable();
        sample = sample with { Findings = [.. sample.Findings.Where(KeyClasses.IsVulnerability).Take(2).Select(finding => finding with { Details = finding.Details with { Layer = Layers[0] } })] };
        if (named is var (name, count))
        {
            sample = sample with
            {
                Stages = [.. sample.Stages.Select(stage => stage.Id != StageIds.Acquire ? stage : stage with
                {
                    Evidence = new Dictionary<string, string> { [StageReport.BaseKey] = name, [StageReport.BaseLayersKey] = count.ToString(CultureInfo.InvariantCulture) },
                })],
            };
        }

        var configuration = label is null ? sample.Image!.Configuration : sample.Image!.Configuration with { Labels = new Dictionary<string, string> { [BaseImage.Label] = label } };
        var reader = new ResultReader(null, null, new BaseFinder(index, store, NullLogger<BaseFinder>.Instance), SampleChecklist.Create(), TimeProvider.System, NullLogger<ResultReader>.Instance);
        return (await reader.ReadAsync(sample with { Image = sample.Image with { Layers = Layers, Chain = Chains[^1], Configuration = configuration } }, Token))!;
    }

    private sealed class FakeIndex : Dictionary<string, string>, IResultIndex
    {
        public Exception? Trouble { get; init; }

        public List<NewestResult> Newest { get; } = [];

        public Task<IReadOnlyList<NewestResult>> ListNewestAsync(string repository, ImagePlatform platform, CancellationToken cancellationToken)
            => Task.FromResult<IReadOnlyList<NewestResult>>(Newest.FindAll(each => each.Reference.Repository == repository));

        public Task<IReadOnlyList<FoundFinding>> FindAsync(FindingSearch search, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<(string Chain, ImageReference Image)?> FindImageAsync(IReadOnlyList<string> chains, CancellationToken cancellationToken)
            => Trouble is not null ? Task.FromException<(string, ImageReference)?>(Trouble)
                : Task.FromResult<(string, ImageReference)?>(chains.FirstOrDefault(ContainsKey) is { } chain ? (chain, ImageReference.Parse(this[chain])) : null);
    }
}
