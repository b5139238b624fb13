using System.Net;
using DockerScan.Core;

namespace DockerScan.Registry.Tests;

/// <summary>Who is asked at all, and who gets what: allow list, private addresses, realms and redirects.</summary>
public sealed partial class OciRegistryTests
{
    [Theory]
    [InlineData("evil.example/a:1")]
    [InlineData("10.0.0.1/a:1")]
    [InlineData("r.example:99999/a:1")]
    public async Task ResolveAsync_NotOnTheList_AsksNobody(string reference)
    {
        using var fake = new FakeRegistry();

        var resolved = await ResolveAsync(fake, reference);

        Assert.Equal(FailureKind.RegistryNotAllowed, resolved.Failure!.Kind);
        Assert.Empty(fake.Requests);
    }

    [Theory]
    [InlineData("10.0.0.1/a:1")]
    [InlineData("169.254.169.254/a:1")]
    [InlineData("[fd00::1]:5000/a:1")]
    [InlineData("r.example:99999/a:1")]
    public async Task ResolveAsync_AllAllowedButPrivateAddress_AsksNobody(string reference)
    {
        using var fake = new FakeRegistry(options => options.AllowedRegistries = ["*"]);

        Assert.Equal(FailureKind.RegistryNotAllowed, (await ResolveAsync(fake, reference)).Failure!.Kind);
        Assert.Empty(fake.Requests);
    }

    [Theory]
    [InlineData("http://auth.example/token")]
    [InlineData("https://user:pw@auth.example/token")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("file:///etc/passwd")]
    [InlineData("nonsense")]
    public async Task ResolveAsync_HostileRealm_IsNotAsked(string realm)
    {
        using var fake = Single("a", "1");
        Require(fake, Root, "a", $"Bearer realm=\"{realm}\"", _ => false);

        var resolved = await ResolveAsync(fake, "r.example/a:1");

        Assert.Equal(FailureKind.RegistryNotAllowed, resolved.Failure!.Kind);
        Assert.Single(fake.Requests);
    }

    [Fact]
    public async Task ResolveAsync_RedirectToAnotherHost_LeavesTheTokenBehind()
    {
        using var fake = Single("a", "1");
        Guard(fake, Root, "a");
        var configuration = FakeRegistry.Configuration(Config, 1);
        fake.On($"{Root}/v2/a/blobs/{FakeRegistry.Digest(configuration)}", _ => FakeRegistry.Status(HttpStatusCode.TemporaryRedirect, ("Location", "https://cdn.example/x?sig=1")));
        fake.On("https://cdn.example/x", _ => FakeRegistry.Answer(configuration));

        Assert.True((await ResolveAsync(fake, "r.example/a:1")).IsSuccess);

        Assert.Contains("GET https://cdn.example/x?sig=1", fake.Requests);
    }

    [Theory]
    [InlineData("http://cdn.example/x")]
    [InlineData("https://10.0.0.1/x")]
    [InlineData("https://[::ffff:10.0.0.1]/x")]
    [InlineData("ftp://cdn.example/x")]
    public async Task ResolveAsync_RedirectInward_IsRefused(string location)
    {
        using var fake = Single("a", "1");
        fake.On($"{Root}/v2/a/manifests/1", _ => FakeRegistry.Status(HttpStatusCode.Found, ("Location", location)));

        Assert.Equal(FailureKind.RegistryNotAllowed, (await ResolveAsync(fake, "r.example/a:1")).Failure!.Kind);
        Assert.Single(fake.Requests);
    }

    [Fact]
    public async Task ResolveAsync_EndlessRedirects_End()
    {
        using var fake = new FakeRegistry();
        fake.On($"{Root}/v2/a/manifests/1", _ => FakeRegistry.Status(HttpStatusCode.Found, ("Location", "/v2/a/manifests/1")));

        Assert.Equal(FailureKind.RegistryUnavailable, (await ResolveAsync(fake, "r.example/a:1")).Failure!.Kind);
        Assert.InRange(fake.Requests.Count, 2, 8);
    }
}
