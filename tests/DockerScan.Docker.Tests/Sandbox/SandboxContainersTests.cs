using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Sandbox;
using DockerScan.Docker.Sandbox;

namespace DockerScan.Docker.Tests.Sandbox;

public sealed class SandboxContainersTests
{
    private static readonly SandboxNames Names = new(ScanId.Parse("scan00000001"), "abc", "label", "me");

    [Fact]
    public void Target_WithGate_RunsTheImagesWordsBehindIt()
    {
        var target = Containers(Spec() with { GatePath = "/.a", GateWords = ["name", "55000"] }).Target("image", "net", [], hasQuota: false);

        Assert.Equal(["/.a"], target.Entrypoint!);
        Assert.Equal(["gate", "name", "55000", "--", "/entry", "point", "cmd"], target.Cmd!);
        Assert.Equal(string.Empty, target.User);
        Assert.Equal(["NONE"], target.Healthcheck!.Test!);
        Assert.Null(target.HostConfig!.StorageOpt);
    }

    [Fact]
    public void Target_OwnCommand_ReplacesTheImagesWords()
    {
        var target = Containers(Spec() with { Command = ["selftest"] }).Target("image", "net", [], hasQuota: false);

        Assert.Equal(["gate", "--", "selftest"], target.Cmd!);
    }

    [Fact]
    public void Target_NoRawSockets_HasNoNetRaw()
    {
        var target = Containers(Spec() with { Limits = new SandboxLimits { RawSockets = false } }).Target("image", "net", [], hasQuota: false);

        Assert.DoesNotContain("NET_RAW", target.HostConfig!.CapAdd!);
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("MKNOD")]
    [InlineData("SETFCAP")]
    [InlineData("SYS_ADMIN")]
    [InlineData("SYS_PTRACE")]
    [InlineData("NET_ADMIN")]
    [InlineData("SYS_MODULE")]
    [InlineData("DAC_READ_SEARCH")]
    public void TargetCapabilities_Dangerous_AreNotAmongThem(string capability)
        => Assert.DoesNotContain(capability, SandboxContainers.TargetCapabilities);

    [Fact]
    public void Target_QuotaAndRuntime_AreSet()
    {
        var target = Containers(Spec() with { Runtime = "runsc" }).Target("image", "net", [], hasQuota: true);

        Assert.Equal(("runsc", "536870912"), (target.HostConfig!.Runtime, target.HostConfig.StorageOpt!["size"]));
    }

    [Fact]
    public void Target_VolumesLeft_AreBoundedMemory()
    {
        var spec = Spec() with { Limits = new SandboxLimits { MemoryBytes = 100 << 20, MaxWrittenBytes = 1 << 30 } };

        var target = Containers(spec).Target("image", "net", ["/data"], hasQuota: false);

        Assert.Equal("rw,exec,nosuid,nodev,mode=1777,size=52428800", target.HostConfig!.Tmpfs!["/data"]);
    }

    [Theory]
    [InlineData(SandboxMode.Sinkhole, "none")]
    [InlineData(SandboxMode.None, "none")]
    [InlineData(SandboxMode.Open, "bridge")]
    public void Network_Mode_DecidesTheRealNetwork(SandboxMode mode, string expected)
    {
        var network = Containers(Spec() with { Mode = mode }).Network("sentinel");

        Assert.Equal(expected, network.HostConfig!.NetworkMode);
        Assert.Equal("host-a", network.Hostname);
        Assert.Equal(["network"], network.Cmd!);
        Assert.Equal("dockerscan-scan00000001-abc-network", network.Name);
        Assert.Equal(("scan00000001", "me"), (network.Labels!["label"], network.Labels["dev.dockerscan.owner"]));
    }

    private static SandboxContainers Containers(SandboxSpec spec) => new(spec, Names, SandboxProgram.Sentinel);

    private static SandboxSpec Spec()
        => new()
        {
            Scan = Names.Scan,
            Image = new TargetImage
            {
                Reference = ImageReference.Parse("a"),
                ImageId = ImageDigest.Parse("sha256:" + new string('1', 64)),
                Platform = ImagePlatform.Default,
                SizeBytes = 1,
                LayerCount = 1,
                Configuration = new ImageConfiguration { Entrypoint = ["/entry", "point"], Command = ["cmd"] },
            },
            HostName = "host-a",
            SentinelSpec = "{}",
            SentinelPath = "/x",
        };
}
