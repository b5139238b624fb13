using DockerScan.Docker.Connection;

namespace DockerScan.Docker.Tests;

public sealed class DockerOptionsValidatorTests
{
    [Fact]
    public void Validate_Defaults_Succeed() => Assert.True(new DockerOptionsValidator().Validate(null, new DockerOptions()).Succeeded);

    [Fact]
    public void Validate_EverythingWrong_NamesEachKeyWithItsLimit()
    {
        var options = new DockerOptions { Host = "ssh://x", RequestTimeoutSeconds = 0, MaxIndexEntries = 1, MaxExportBytes = 1, MaxIndexCacheBytes = -1, MinFreeDiskBytes = -1 };

        var failures = new DockerOptionsValidator().Validate(null, options).Failures!.ToList();

        Assert.Equal(6, failures.Count);
        Assert.Contains(failures, text => text.Contains("Docker:Host", StringComparison.Ordinal));
        Assert.Contains(failures, text => text.Contains("Docker:RequestTimeoutSeconds is 0; it must be 1 to 600", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("unix:///run/x.sock", true)]
    [InlineData("tcp://10.0.0.1:2375", true)]
    [InlineData("http://user:pw@host", false)]
    [InlineData("/run/x.sock", false)]
    public void TryParse_Address_TakesKnownSchemesOnly(string text, bool expected)
        => Assert.Equal(expected, DockerEndpoint.TryParse(text, out _));
}
