using DockerScan.Registry.Http;
using Microsoft.Extensions.Options;

namespace DockerScan.Registry.Tests.Http;

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
    [InlineData("https://user:pw@a.example/x", false)]
    [InlineData("file:///etc/passwd", false)]
    // The registry itself, in any letters; its host under another port or name is somebody else.
    [InlineData("http://localhost:5000/x", true)]
    [InlineData("http://LOCALHOST:5000/x", true)]
    [InlineData("http://localhost:5001/x", false)]
    [InlineData("http://localhost/x", false)]
    [InlineData("http://127.0.0.1:5000/x", false)]
    [InlineData("http://[::1]:5000/x", false)]
    // Listed with its port.
    [InlineData("http://plain.example/x", true)]
    [InlineData("http://plain.example:81/x", false)]
    public void MayFollow_UrlThatARegistryGave_NeedsTlsOrTheOperatorsWord(string url, bool expected)
        => Assert.Equal(expected, Create().MayFollow(new Uri(url), new Uri("http://localhost:5000/v2/")));

    [Theory]
    [InlineData("http://localhost:5000", "http://localhost:5000", true)]
    [InlineData("http://localhost:5000", "http://localhost:2375", false)]
    [InlineData("https://r.example", "https://127.0.0.1:5000", false)]
    [InlineData("https://r.example", "https://localhost", false)]
    [InlineData("https://r.example", "https://plain.example:80", true)]
    public void IsExempt_WhereARegistrySendsUs_OnlyItselfOrListedWithItsPort(string origin, string url, bool expected)
        => Assert.Equal(expected, Create().IsExempt(new Uri(url), new Uri(origin)));

    [Theory]
    [InlineData("https://registry-1.docker.io", "https://auth.docker.io/token", true)]
    [InlineData("https://registry-1.docker.io", "https://auth.docker.io.evil.example/token", false)]
    [InlineData("https://ghcr.io", "https://ghcr.io/token", true)]
    [InlineData("https://r.example:5000", "https://r.example/token", true)]
    [InlineData("https://registry.gitlab.com", "https://gitlab.com/jwt/auth", true)]
    [InlineData("https://gitlab.com", "https://registry.gitlab.com/jwt/auth", false)]
    [InlineData("https://a.example.com", "https://b.example.com/token", false)]
    [InlineData("https://registry.evilgitlab.com", "https://gitlab.com/jwt/auth", false)]
    [InlineData("https://a.example", "https://example/token", false)]
    [InlineData("http://127.0.0.1:19001", "http://localhost:19002/token", false)]
    [InlineData("http://127.0.0.1:19001", "http://127.0.0.1:19002/token", false)]
    [InlineData("http://127.0.0.1:19001", "http://127.0.0.1:19001/token", true)]
    [InlineData("https://a.example", "https://tokens.example/t", true)]
    [InlineData("https://a.example", "https://tokens.example:8443/t", false)]
    [InlineData("https://a.example", "https://other.example:8443/t", true)]
    public void MayHaveCredentials_TokenServer_IsOfTheRegistryOrListed(string origin, string realm, bool expected)
        => Assert.Equal(expected, Create().MayHaveCredentials(new Uri(realm), new Uri(origin)));

    [Theory]
    [InlineData("registry-1.docker.io")]
    [InlineData("index.docker.io")]
    [InlineData("registry.hub.docker.com")]
    public void IsAllowed_DockerHubUnderAnotherName_IsDockerHub(string listed)
        => Assert.True(new RegistryHosts(Options.Create(new RegistryOptions { AllowedRegistries = [listed] })).IsAllowed("docker.io"));

    [Fact]
    public void Validate_EverythingWrong_NamesEach()
    {
        var options = new RegistryOptions { AllowedRegistries = ["https://x"], InsecureRegistries = ["*"], TokenServers = ["https://t/x"], TimeoutSeconds = 0, MaxManifestBytes = 1 };

        Assert.Equal(5, new RegistryOptionsValidator().Validate(null, options).Failures!.Count());
        Assert.True(new RegistryOptionsValidator().Validate(null, new RegistryOptions()).Succeeded);
        Assert.True(new RegistryOptionsValidator().Validate(null, new RegistryOptions { AllowedRegistries = ["*"] }).Succeeded);
    }

    private static RegistryHosts Create()
        => new(Options.Create(new RegistryOptions { InsecureRegistries = ["localhost", "127.0.0.1", "plain.example:80", "[::1]"], TokenServers = ["tokens.example", "other.example:8443"] }));
}
