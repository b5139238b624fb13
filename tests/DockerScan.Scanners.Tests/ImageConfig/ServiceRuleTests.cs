using System.Globalization;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Scanners.ImageConfig;

namespace DockerScan.Scanners.Tests.ImageConfig;

public sealed class ServiceRuleTests
{
    private static readonly ImageConfiguration Good = new() { Entrypoint = ["/app"], HealthCheck = ["CMD", "/app", "check"] };

    [Fact]
    public void Look_Good_IsQuiet()
        => Assert.Empty(RuleBed.Look(new ServiceRule(), Good with { ExposedPorts = ["80/tcp", "443", "6379/tcp", "514/udp", "22/sctp"], Volumes = ["/data", "/var/lib/x"] }));

    [Fact]
    public void Look_NothingStarts_NeedsNoHealthCheck() => Assert.Empty(RuleBed.Look(new ServiceRule()));

    [Theory]
    [InlineData]
    [InlineData("NONE")]
    public void Look_NoHealthCheck_IsLow(params string[] check)
    {
        var finding = Assert.Single(RuleBed.Look(new ServiceRule(), Good with { HealthCheck = check }));

        Assert.Equal(("healthcheck-missing", Severity.Low, "cve.misconfiguration"), (finding.Id, finding.Severity, finding.Check));
    }

    [Theory]
    [InlineData("22/tcp", "port-22", Severity.Low)]
    [InlineData("22", "port-22", Severity.Low)]
    [InlineData("0023/tcp", "port-23", Severity.Medium)]
    [InlineData("2375/tcp", "port-2375", Severity.Medium)]
    [InlineData("514/tcp", "port-514", Severity.Medium)]
    [InlineData("69/udp", "port-69", Severity.Low)]
    public void Look_RiskyPort_IsFound(string port, string id, Severity severity)
    {
        var finding = Assert.Single(RuleBed.Look(new ServiceRule(), Good with { ExposedPorts = [port] }));

        Assert.Equal((id, severity), (finding.Id, finding.Severity));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("tcp/22")]
    [InlineData("-22/tcp")]
    [InlineData("99999999999999999999/tcp")]
    [InlineData("22/tcp\n")]
    public void Look_NonsensePort_IsQuiet(string port) => Assert.Empty(RuleBed.Look(new ServiceRule(), Good with { ExposedPorts = [port] }));

    [Theory]
    [InlineData("/etc")]
    [InlineData("/etc/")]
    [InlineData("etc")]
    [InlineData("/var/lib/../../usr//bin")]
    [InlineData("/")]
    [InlineData("/var/run/docker.sock")]
    public void Look_VolumeOverTheSystem_IsMedium(string volume)
    {
        var finding = Assert.Single(RuleBed.Look(new ServiceRule(), Good with { Volumes = [volume] }));

        Assert.Equal(("volume-system", Severity.Medium), (finding.Id, finding.Severity));
    }

    [Fact]
    public void Look_ManyVolumes_IsLow()
    {
        var volumes = Enumerable.Range(0, 5000).Select(i => string.Create(CultureInfo.InvariantCulture, $"/data/{i}")).ToList();

        var finding = Assert.Single(RuleBed.Look(new ServiceRule(), Good with { Volumes = volumes }));

        Assert.Equal(("volume-many", Severity.Low), (finding.Id, finding.Severity));
        Assert.EndsWith("and 4950 more", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Look_OnBuild_IsOneLowFindingWithoutValues()
    {
        var finding = Assert.Single(RuleBed.Look(new ServiceRule(), Good with { OnBuild = ["ENV TOKEN=hunter2", "ENV PASSWORD hunter2 hunter3", "RUN make", "RUN X='a hunter2' y"] }));

        Assert.Equal(("onbuild", Severity.Low, "autorun.file"), (finding.Id, finding.Severity, finding.Check));
        Assert.Contains("ONBUILD RUN make", finding.Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", finding.Evidence, StringComparison.Ordinal);
    }
}
