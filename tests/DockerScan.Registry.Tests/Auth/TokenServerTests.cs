using System.Net;
using DockerScan.Core;
using DockerScan.Core.Images;

namespace DockerScan.Registry.Tests.Auth;

/// <summary>Where a registry may send us, and with what.</summary>
public sealed class TokenServerTests
{
    private const string Config = """{"os":"linux","architecture":"amd64"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The registry is on the list, and on this machine; what it names is another service of the machine.
    [Theory]
    [InlineData("http://localhost:19002/containers/json?all=1")]
    [InlineData("http://127.0.0.1:19002/containers/json?all=1")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("https://127.0.0.1:19002/")]
    [InlineData("http://[::1]:19002/")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    public async Task ResolveAsync_RealmAtAnotherServiceOfTheMachine_IsNotAsked(string realm)
    {
        using var fake = Local();
        fake.Credential = new RegistryCredential("me", new Secret("pw"), new Secret("refresh"));
        Challenge(fake, realm);

        var resolved = await ResolveAsync(fake, "127.0.0.1:19001/a:1");

        Assert.Equal(FailureKind.RegistryNotAllowed, resolved.Failure!.Kind);
        Assert.All(fake.Requests, request => Assert.Contains("127.0.0.1:19001/v2/", request, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://localhost:19002/x")]
    [InlineData("http://127.0.0.1:2375/x")]
    [InlineData("https://127.0.0.1:19002/x")]
    public async Task ResolveAsync_RedirectToAnotherServiceOfTheMachine_IsNotFollowed(string location)
    {
        using var fake = Local();
        fake.On("http://127.0.0.1:19001/v2/a/manifests/1", _ => FakeRegistry.Status(HttpStatusCode.TemporaryRedirect, ("Location", location)));

        Assert.Equal(FailureKind.RegistryNotAllowed, (await ResolveAsync(fake, "127.0.0.1:19001/a:1")).Failure!.Kind);
        Assert.Single(fake.Requests);
    }

    [Theory]
    [InlineData("http://127.0.0.1:19001/token")]
    [InlineData("http://127.0.0.1:19002/token", "127.0.0.1:19002")]
    public async Task ResolveAsync_RealmOfItsOwnOrListedWithItsPort_IsAsked(string realm, string? listed = null)
    {
        using var fake = Local(options =>
        {
            if (listed is not null)
            {
                options.InsecureRegistries.Add(listed);
            }
        });
        Challenge(fake, realm);
        fake.On(realm, _ => FakeRegistry.Answer("""{"token":"good"}"""));

        var resolved = await ResolveAsync(fake, "127.0.0.1:19001/a:1");

        Assert.True(resolved.IsSuccess, resolved.Failure?.Message);
    }

    [Fact]
    public async Task ResolveAsync_RealmOfAnotherHost_GetsNoCredentialsUnlessListed()
    {
        using var fake = Local(options => options.TokenServers.Clear());
        fake.Credential = new RegistryCredential("me", new Secret("pw"), null);
        Challenge(fake, "https://auth.example/token");
        fake.On("https://auth.example/token", request => request.Headers.Authorization is null ? FakeRegistry.Answer("""{"token":"good"}""") : throw new InvalidOperationException("credentials were sent"));

        Assert.True((await ResolveAsync(fake, "127.0.0.1:19001/a:1")).IsSuccess);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ResolveAsync_RealmOfAnotherHostThatWantsCredentials_SaysHowToAllowIt(bool isIdentity)
    {
        using var fake = Local(options => options.TokenServers.Clear());
        fake.Credential = new RegistryCredential("me", new Secret("pw"), isIdentity ? new Secret("refresh") : null);
        Challenge(fake, "https://auth.example/token");
        fake.On("https://auth.example/token", _ => FakeRegistry.Status(HttpStatusCode.Unauthorized));

        var failure = (await ResolveAsync(fake, "127.0.0.1:19001/a:1")).Failure!;

        Assert.Equal(FailureKind.Unauthorized, failure.Kind);
        Assert.Contains("auth.example", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Registry:TokenServers", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(fake.Requests, request => request.StartsWith("POST", StringComparison.Ordinal) || request.Contains("Basic", StringComparison.Ordinal));
    }

    private static FakeRegistry Local(Action<RegistryOptions>? configure = null)
    {
        var fake = new FakeRegistry(options =>
        {
            options.AllowedRegistries = ["127.0.0.1:19001"];
            configure?.Invoke(options);
        });
        fake.Manifest("http://127.0.0.1:19001", "a", "1", FakeRegistry.Manifest(Config, 5));
        return fake;
    }

    private static void Challenge(FakeRegistry fake, string realm)
        => fake.Before("http://127.0.0.1:19001/v2/", request => request.Headers.Authorization?.Parameter == "good"
            ? null : FakeRegistry.Status(HttpStatusCode.Unauthorized, ("WWW-Authenticate", $"Bearer realm=\"{realm}\"")));

    private static Task<Result<RegistryImage>> ResolveAsync(FakeRegistry fake, string reference)
        => fake.Registry.ResolveAsync(ImageReference.Parse(reference), null, Token);
}
