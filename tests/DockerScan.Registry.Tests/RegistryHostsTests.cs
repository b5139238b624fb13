using Microsoft.Extensions.Options;

namespace DockerScan.Registry.Tests;

public sealed class RegistryHostsTests
{
    [Theory]
    [InlineData("docker.io", "https://registry-1.docker.io/v2/")]
    [InlineData("ghcr.io", "https://ghcr.io/v2/")]
    [InlineData("localhost:5000", "http://localhost:5000/v2/")]
    [InlineData("127.0.0.1:5000", "http://127.0.0.1:5000/v2/")]
    [InlineData("127.0.0.2:5000", "https://127.0.0.2:5000/v2/")]
    [InlineData("plain.example:80", "http://plain.example/v2/")]
    [InlineData("plain.example:81", "https://plain.example:81/v2/")]
    [InlineData("[::1]:5000", "http://[::1]:5000/v2/")]
    [InlineData("x.example:99999", null)]
    public void ApiRoot_Registry_IsItsUrl(string registry, string? expected)
        => Assert.Equal(expected, Create().ApiRoot(registry)?.ToString());

    [Theory]
    [InlineData("docker.io", true)]
    [InlineData("DOCKER.IO", true)]
    [InlineData("evil-docker.io", false)]
    [InlineData("docker.io.evil.example", false)]
    [InlineData("docker.io:444", false)]
    public void IsAllowed_DefaultList_IsDockerHubAlone(string registry, bool expected)
        => Assert.Equal(expected, Create().IsAllowed(registry));

    [Theory]
    [InlineData("https://a.example/x", true)]
    [InlineData("http://a.example/x", false)]
    [InlineData("http://localhost:5001/x", true)]
    [InlineData("https://user:pw@a.example/x", false)]
    [InlineData("file:///etc/passwd", false)]
    public void MayFollow_Url_NeedsTlsOrTheOperatorsWord(string url, bool expected)
        => Assert.Equal(expected, Create().MayFollow(new Uri(url)));

    [Fact]
    public void Validate_EverythingWrong_NamesEach()
    {
        var options = new RegistryOptions { AllowedRegistries = ["https://x"], InsecureRegistries = ["*"], TimeoutSeconds = 0, MaxManifestBytes = 1 };

        Assert.Equal(4, new RegistryOptionsValidator().Validate(null, options).Failures!.Count());
        Assert.True(new RegistryOptionsValidator().Validate(null, new RegistryOptions()).Succeeded);
        Assert.True(new RegistryOptionsValidator().Validate(null, new RegistryOptions { AllowedRegistries = ["*"] }).Succeeded);
    }

    private static RegistryHosts Create()
        => new(Options.Create(new RegistryOptions { InsecureRegistries = ["localhost", "127.0.0.1", "plain.example:80", "[::1]"] }));
}
