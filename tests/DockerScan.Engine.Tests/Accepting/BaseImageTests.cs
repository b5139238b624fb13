using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Engine.Accepting;
using DockerScan.TestKit.Builders;
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

    private static async Task<ScanResult> ReadAsync(FakeIndex index, string? label = null)
    {
        var sample = SampleScans.Vulnerable();
        var configuration = label is null ? sample.Image!.Configuration : sample.Image!.Configuration with { Labels = new Dictionary<string, string> { [BaseImage.Label] = label } };
        var reader = new ResultReader(null, null, index, SampleChecklist.Create(), TimeProvider.System, NullLogger<ResultReader>.Instance);
        return (await reader.ReadAsync(sample with { Image = sample.Image with { Layers = Layers, Chain = Chains[^1], Configuration = configuration } }, Token))!;
    }

    private sealed class FakeIndex : Dictionary<string, string>, IResultIndex
    {
        public Exception? Trouble { get; init; }

        public Task<IReadOnlyList<FoundFinding>> FindAsync(FindingSearch search, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<(string Chain, ImageReference Image)?> FindImageAsync(IReadOnlyList<string> chains, CancellationToken cancellationToken)
            => Trouble is not null ? Task.FromException<(string, ImageReference)?>(Trouble)
                : Task.FromResult<(string, ImageReference)?>(chains.FirstOrDefault(ContainsKey) is { } chain ? (chain, ImageReference.Parse(this[chain])) : null);
    }
}
