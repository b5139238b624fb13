using DockerScan.Core;
using DockerScan.Core.Images;

namespace DockerScan.Docker.Tests.Images;

/// <summary>How a pull ends, and whose fault that is.</summary>
public sealed class PullEndTests
{
    private static readonly RegistryImage Image = new(
        ImageReference.Parse("redis:7"), ImageDigest.Parse("sha256:" + new string('a', 64)), null, ImagePlatform.Default, 10, 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PullAsync_EngineGoesAway_IsNoWordOnTheImage()
    {
        await using var engine = new RecordingEngine { BreaksOff = true, EndsThen = true, PullLines = "{\"status\":\"Pulling from library/redis\"}\n" };

        var failure = await PullAsync(engine);

        Assert.Equal(FailureKind.EngineUnavailable, failure.Kind);
        Assert.Contains("went away during the pull; it did not refuse the image", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PullAsync_EngineBreaksOffAndIsThereAgain_IsNoWordOnTheImage()
    {
        await using var engine = new RecordingEngine { BreaksOff = true, PullLines = "{\"status\":\"Pulling from library/redis\"}\n" };

        var failure = await PullAsync(engine);

        Assert.Equal(FailureKind.EngineUnavailable, failure.Kind);
        Assert.Contains("broke the pull off without a word", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PullAsync_EngineRefuses_SaysItsWords(bool breaksOff)
    {
        const string Words = "failed to register layer: archive/tar: invalid tar header";
        await using var engine = new RecordingEngine { BreaksOff = breaksOff, PullLines = $"{{\"errorDetail\":{{\"message\":\"{Words}\"}},\"error\":\"{Words}\"}}\n" };

        var failure = await PullAsync(engine);

        Assert.Equal(FailureKind.Unsupported, failure.Kind);
        Assert.Equal($"The container engine could not take the image (pull): {Words}", failure.Message);
    }

    [Theory]
    [InlineData("20.10.24+dfsg1", true, "compressed with zstd, which this engine (20.10.24+dfsg1) cannot unpack")]
    [InlineData("19.03.1", true, "zstd")]
    [InlineData("23.0.0", true, null)]
    [InlineData("29.1.2", true, null)]
    [InlineData("dev", true, null)]
    [InlineData("20.10.24", false, null)]
    public async Task PullAsync_LayersThatTheEngineCannotUnpack_AreSaidBeforeThePull(string version, bool hasZstd, string? expected)
    {
        await using var engine = new RecordingEngine { Version = version };

        var failure = await PullAsync(engine, Image with { HasZstdLayers = hasZstd });

        Assert.Equal(expected is null, engine.Requests.Any(request => request.Contains("/images/create", StringComparison.Ordinal)));
        Assert.Contains(expected ?? "the engine has no image", failure.Message, StringComparison.Ordinal);
        Assert.Equal(expected is null ? FailureKind.ImageNotFound : FailureKind.Unsupported, failure.Kind);
    }

    [Fact]
    public async Task ListNamesAsync_Engine_LeavesOutWhatIsNoName()
    {
        await using var engine = new RecordingEngine();
        using var fixture = EngineFixture.Create(options => options.Host = engine.Host);

        Assert.Equal(["cases/one:1", "cases/two:latest"], (await fixture.Engine.ListNamesAsync(Token)).Select(name => name.Familiar));
    }

    [Theory]
    [InlineData("0123456789ab", "/images/0123456789ab/json")]
    [InlineData("sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "/images/sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef/json")]
    [InlineData("redis:7", "/images/docker.io/library/redis:7/json")]
    public async Task FindAsync_Reference_IsAskedForAsTheEngineNamesIt(string reference, string expected)
    {
        await using var engine = new RecordingEngine();
        using var fixture = EngineFixture.Create(options => options.Host = engine.Host);

        _ = await fixture.Engine.FindAsync(ImageReference.Parse(reference), null, Token);

        Assert.EndsWith(expected, Assert.Single(engine.Requests), StringComparison.Ordinal);
    }

    private static async Task<ScanFailure> PullAsync(RecordingEngine engine, RegistryImage? image = null)
    {
        using var fixture = EngineFixture.Create(options => options.Host = engine.Host);
        return (await fixture.Engine.PullAsync(image ?? Image, 1 << 20, new Nobody(), Token)).Failure!;
    }

    private sealed class Nobody : IProgress<PullProgress>
    {
        public void Report(PullProgress value)
        {
            // Nobody watches.
        }
    }
}
