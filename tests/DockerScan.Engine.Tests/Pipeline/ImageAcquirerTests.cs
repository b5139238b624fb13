using DockerScan.Core.Scans;
using DockerScan.Engine.Tests.Fakes;

namespace DockerScan.Engine.Tests.Pipeline;

public sealed class ImageAcquirerTests
{
    [Fact]
    public async Task Acquire_ImageOnlyTheEngineHas_RegistryIsNotAsked()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image(digest: null);

        var result = await rig.ScanAsync();

        Assert.True(result.Complete);
        Assert.Equal(0, rig.Registry.Requests);
    }

    [Fact]
    public async Task Acquire_EngineHasTheRegistrysDigest_NothingIsPulled()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image(Rig.Digest);
        rig.Registry.Answer = Rig.Remote();

        var result = await rig.ScanAsync();

        Assert.True(result.Complete);
        Assert.Empty(rig.Engine.Calls);
    }

    [Fact]
    public async Task Acquire_TagMoved_NewDigestIsPulledAndRemovedAgain()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image(Rig.OtherDigest);
        rig.Registry.Answer = Rig.Remote();
        rig.Engine.Pulled = Rig.Image(Rig.Digest, wasPulled: true);

        var result = await rig.ScanAsync();

        Assert.Equal(Rig.Digest, result.Image?.Digest);
        Assert.Equal(["pull " + Rig.Digest.Abbreviated, "remove"], rig.Engine.Calls);
    }

    [Fact]
    public async Task Acquire_KeepPulledImages_NothingIsRemoved()
    {
        using var rig = new Rig(options => options.KeepPulledImages = true);
        rig.Registry.Answer = Rig.Remote();
        rig.Engine.Pulled = Rig.Image(Rig.Digest, wasPulled: true);

        await rig.ScanAsync();

        Assert.DoesNotContain("remove", rig.Engine.Calls);
    }

    [Fact]
    public async Task Acquire_ManifestOverTheLimit_IsRefusedBeforePullingWithBothNumbers()
    {
        using var rig = new Rig(options => options.MaxCompressedMiB = 100);
        rig.Registry.Answer = Rig.Remote(compressedBytes: 250L * 1024 * 1024);

        var result = await rig.ScanAsync();

        Assert.Equal(FailureKind.TooLarge, result.Failure?.Kind);
        Assert.Contains("250 MiB", result.Failure?.Message, StringComparison.Ordinal);
        Assert.Contains("100 MiB", result.Failure?.Message, StringComparison.Ordinal);
        Assert.Empty(rig.Engine.Calls);
    }

    [Fact]
    public async Task Acquire_RegistryDownButEngineHasACopy_CopyIsScannedAndSaidSo()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image(Rig.Digest);
        rig.Registry.Answer = new ScanFailure(FailureKind.RegistryUnavailable, "no answer");

        var result = await rig.ScanAsync();

        Assert.True(result.Complete);
        Assert.Contains("engine's own copy", result.Stages[0].Evidence["source"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acquire_UnknownEverywhere_IsNotFoundAndTheRestIsSkipped()
    {
        using var rig = new Rig();

        var result = await rig.ScanAsync();

        Assert.Equal(FailureKind.ImageNotFound, result.Failure?.Kind);
        Assert.Equal(StageOutcome.Failed, result.Stages[0].Outcome);
        Assert.All(result.Stages.Skip(1), stage => Assert.Equal(StageOutcome.Skipped, stage.Outcome));
    }
}
