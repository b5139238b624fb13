using DockerScan.Core.Alerts;
using static DockerScan.Core.Tests.Alerts.Results;

namespace DockerScan.Core.Tests.Alerts;

public sealed class NoiseClassesTests
{
    [Theory]
    [InlineData("openssl", null, NoiseClass.None)]
    [InlineData("linux-libc-dev", null, NoiseClass.KernelHeaders)]
    [InlineData("linux-headers-6.1", null, NoiseClass.KernelHeaders)]
    [InlineData("bash-doc", null, NoiseClass.Documentation)]
    [InlineData("zlib1g", "debian says that its package is not affected; nvd: critical", NoiseClass.NotAffected)]
    [InlineData("zlib1g", "debian has looked at it and will not fix it", NoiseClass.None)]
    public void Of_AVulnerability_IsByItsPackageAndItsDistributorsWord(string package, string? reason, NoiseClass expected)
    {
        var finding = Cve("CVE-1", package);

        Assert.Equal(expected, NoiseClasses.Of(finding with { Details = finding.Details with { RiskReason = reason } }));
    }

    [Fact]
    public void Of_Behavior_IsNeverNoise()
    {
        var finding = Behavior();

        Assert.Equal(NoiseClass.None, NoiseClasses.Of(finding with { Details = finding.Details with { RiskReason = $"x {NoiseClasses.NotAffectedWords}" } }));
    }
}
