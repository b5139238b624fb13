using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Engine.Pipeline;
using DockerScan.Engine.Tests.Fakes;

namespace DockerScan.Engine.Tests.Pipeline;

public sealed class NearestImagesTests
{
    private static readonly string[] Names = ["cases/ok-node-server:1", "redis:7", "redis:6", "ghcr.io/acme/api:1", "acme/web:2"];

    [Theory]
    // Another tag, the same last part, a slip of the keyboard, the same folder; then nothing.
    [InlineData("cases/ok-node-server:2", "cases/ok-node-server:1")]
    [InlineData("ok-node-server:1", "cases/ok-node-server:1")]
    [InlineData("cases/nope:1", "cases/ok-node-server:1")]
    [InlineData("redis:8", "redis:6, redis:7")]
    [InlineData("redsi:7", "redis:7, redis:6")]
    [InlineData("api:1", "ghcr.io/acme/api:1")]
    [InlineData("acme/wbe:2", "acme/web:2")]
    [InlineData("postgres:16", "")]
    [InlineData("redis:7", "redis:6")]
    public void Find_NameThatIsNowhere_NamesTheNearest(string wanted, string expected)
        => Assert.Equal(expected, string.Join(", ", NearestImages.Find(ImageReference.Parse(wanted), Names.Select(ImageReference.Parse)).Select(name => name.Familiar)));

    [Fact]
    public async Task Scan_WrongNameOnAMachineWithoutNetwork_SaysWhatTheEngineHas()
    {
        using var rig = new Rig();
        rig.Engine.Names.AddRange(Names.Select(ImageReference.Parse));
        rig.Registry.Answer = new ScanFailure(FailureKind.RegistryUnavailable, "registry-1.docker.io cannot be reached from here (DNS)");

        var result = await rig.ScanAsync(Rig.Request(image: "cases/nope:1"));

        Assert.Equal(
            "The engine has no cases/nope:1, and registry-1.docker.io cannot be reached from here (DNS). In the engine: cases/ok-node-server:1",
            result.Failure?.Message);
    }

    [Theory]
    [InlineData(FailureKind.RateLimited)]
    [InlineData(FailureKind.Unsupported)]
    [InlineData(FailureKind.RegistryNotAllowed)]
    public async Task Scan_FailureThatIsNoWrongName_IsLeftAlone(FailureKind kind)
    {
        using var rig = new Rig();
        rig.Engine.Names.AddRange(Names.Select(ImageReference.Parse));
        rig.Registry.Answer = new ScanFailure(kind, "as it is");

        Assert.Equal("as it is", (await rig.ScanAsync(Rig.Request(image: "redis:8"))).Failure?.Message);
    }
}
