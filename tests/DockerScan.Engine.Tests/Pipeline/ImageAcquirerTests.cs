using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Pulls;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Engine.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

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
    public async Task Acquire_AScannersSandboxIsStillRemoved_TheImageStaysSoLong()
    {
        using var rig = new Rig();
        rig.Registry.Answer = Rig.Remote();
        rig.Engine.Pulled = Rig.Image(Rig.Digest, wasPulled: true);
        var removing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Trivy.Scan = (input, _) =>
        {
            input.AfterAnswer(removing.Task);
            answered.SetResult();
            return Task.FromResult(new ScannerOutcome { Outcome = StageOutcome.Completed });
        };

        var scan = rig.ScanAsync();
        await answered.Task;
        // One that did not wait would have ended by then: nothing else in it waits.
        for (var turns = 0; turns < 10_000 && !scan.IsCompleted; turns++)
        {
            await Task.Yield();
        }

        Assert.False(scan.IsCompleted);
        Assert.DoesNotContain("remove", rig.Engine.Calls);
        removing.SetResult();
        await scan;
        Assert.Contains("remove", rig.Engine.Calls);
    }

    [Fact]
    public async Task Acquire_PulledWhereThereIsALimit_SaysWhatIsLeftOfIt()
    {
        using var rig = new Rig(add: services => services.AddSingleton<IPullBudget>(new Budget(
            new PullState(new PullAccount("docker.io", "team")) { Limit = 200, Remaining = 64 },
            new PullState(new PullAccount("quay.io", string.Empty)) { Limit = 10, Remaining = 1 })));
        rig.Registry.Answer = Rig.Remote();
        rig.Engine.Pulled = Rig.Image(Rig.Digest, wasPulled: true);

        var result = await rig.ScanAsync();

        Assert.Equal("64 of 200 at docker.io", result.Stages[1].Evidence["pulls left"]);
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
        Assert.Equal((StageOutcome.Completed, "the registry could not be asked, so the engine's own copy is scanned: no answer"), (result.Stages[0].Outcome, result.Stages[0].Reason));
    }

    [Fact]
    public async Task Acquire_TagThatTheRegistryDeleted_IsRefusedAndSaysHowToScanTheCopy()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image(Rig.Digest);
        rig.Registry.Answer = new ScanFailure(FailureKind.ImageNotFound, "redis:7 was not found: the repository has no such tag; check it");

        var result = await rig.ScanAsync();

        Assert.Equal(FailureKind.ImageNotFound, result.Failure?.Kind);
        Assert.Equal(StageOutcome.Failed, result.Stages[0].Outcome);
        Assert.EndsWith($"The engine still has what it once was, {Rig.Digest}; to scan that, type redis@{Rig.Digest}", result.Failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acquire_TagThatTheRegistryDeletedButAskedForByDigest_IsScanned()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image(Rig.Digest);

        var result = await rig.ScanAsync(Rig.Request(image: $"redis@{Rig.Digest}"));

        Assert.True(result.Complete);
        Assert.Equal(0, rig.Registry.Requests);
    }

    [Fact]
    public async Task Acquire_NoAccess_CopyIsScannedAndSaidSo()
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image(Rig.Digest);
        rig.Registry.Answer = new ScanFailure(FailureKind.Unauthorized, "no access");

        Assert.EndsWith("no access", (await rig.ScanAsync()).Stages[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acquire_ImageIdThatTheEngineLacks_NoRegistryIsAsked()
    {
        using var rig = new Rig();

        var result = await rig.ScanAsync(Rig.Request(image: "sha256:" + new string('d', 64)));

        Assert.Contains("the engine has no image with the id " + new string('d', 64), result.Failure?.Message, StringComparison.Ordinal);
        Assert.Equal(0, rig.Registry.Requests);
    }

    [Theory]
    [InlineData("0123456789ab")]
    [InlineData("sha256:dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd")]
    public async Task Acquire_ImageIdThatTheEngineKnows_IsScanned(string id)
    {
        using var rig = new Rig();
        rig.Engine.Local = Rig.Image(digest: null);

        var result = await rig.ScanAsync(Rig.Request(image: id));

        Assert.True(result.Complete);
        Assert.Equal("the engine has an image with this id", result.Stages[0].Evidence["source"]);
        Assert.Equal(0, rig.Registry.Requests);
    }

    [Fact]
    public async Task Acquire_MalformedManifest_NoEngineIsGivenIt()
    {
        using var rig = new Rig();
        rig.Registry.Answer = new ScanFailure(FailureKind.Unsupported, "redis:7 cannot be read: its manifest lists 1 layers and its configuration 0");

        Assert.Equal(FailureKind.Unsupported, (await rig.ScanAsync()).Failure?.Kind);
        Assert.Empty(rig.Engine.Calls);
    }

    [Theory]
    [InlineData("linux/arm", "linux/arm/v7", null)]
    [InlineData("linux/arm/v7", "linux/arm/v6", "there is no linux/arm/v7; linux/arm/v6, which runs on it, is scanned")]
    [InlineData("linux/amd64/v3", "linux/amd64", "there is no linux/amd64/v3; linux/amd64, which runs on it, is scanned")]
    [InlineData("linux/amd64", "linux/amd64", null)]
    public async Task Acquire_OlderVariantThanAskedFor_IsSaid(string asked, string taken, string? expected)
    {
        using var rig = new Rig();
        Assert.True(ImagePlatform.TryParse(asked, out var wanted));
        Assert.True(ImagePlatform.TryParse(taken, out var platform));
        rig.Registry.Answer = Rig.Remote() with { Platform = platform };
        rig.Engine.Pulled = Rig.Image(Rig.Digest, wasPulled: true);

        var result = await rig.ScanAsync(Rig.Request() with { Platform = wanted });

        Assert.Equal(expected, result.Stages[0].Reason);
        Assert.Equal(taken, result.Stages[0].Evidence["platform"]);
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

    private sealed class Budget(params PullState[] states) : IPullBudget
    {
        public IReadOnlyList<PullState> States => states;

        public int ReservePercent => 25;

        public void Observe(PullAccount account, PullReading reading)
        {
            // It is only read here.
        }

        public ValueTask<PullLeave> MayAsync(string registry, ScanPriority priority, int pulls, CancellationToken cancellationToken) => ValueTask.FromResult(PullLeave.Granted);
    }
}
