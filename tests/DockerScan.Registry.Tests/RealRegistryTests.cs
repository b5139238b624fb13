using System.Net;
using System.Security.Cryptography;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Registry.Http;
using DockerScan.Registry.Manifests;
using DockerScan.TestKit.Registries;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.Registry.Tests;

/// <summary>The registration that the program uses, against real sockets and a real registry.</summary>
public sealed class RealRegistryTests
{
    private const string Config = """{"os":"linux","architecture":"arm64","variant":"v8"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Category", "Engine")]
    public async Task ResolveAsync_RealRegistry_FindsManifestIndexAndNearestTag()
    {
        var host = RealRegistry.Host();
        await using var services = Services(host, ["localhost", "127.0.0.1"]);
        var path = "dockerscan-test/" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        using var http = services.GetRequiredService<IHttpClientFactory>().CreateClient(RegistryHttp.ExemptClientName);
        var root = new Uri($"http://{host}/v2/{path}/");
        foreach (var blob in new[] { FakeRegistry.Configuration(Config, 2), "layer3", "layer4" })
        {
            await RealRegistry.PushBlobAsync(http, root, blob);
        }

        var manifest = FakeRegistry.Manifest(Config, 3, 4);
        await RealRegistry.PushManifestAsync(http, root, FakeRegistry.Digest(manifest), manifest, MediaTypes.OciManifest);
        await RealRegistry.PushManifestAsync(http, root, "single", manifest, MediaTypes.OciManifest);
        var index = FakeRegistry.Index((manifest, "linux/arm64/v8", false));
        await RealRegistry.PushManifestAsync(http, root, "latest", index, MediaTypes.OciIndex);
        var registry = services.GetRequiredService<IImageRegistry>();
        Assert.True(ImagePlatform.TryParse("linux/arm64", out var arm));

        var single = await registry.ResolveAsync(ImageReference.Parse($"{host}/{path}:single"), null, Token);
        var multi = await registry.ResolveAsync(ImageReference.Parse($"{host}/{path}"), arm, Token);
        var other = await registry.ResolveAsync(ImageReference.Parse($"{host}/{path}"), null, Token);
        var typo = await registry.ResolveAsync(ImageReference.Parse($"{host}/{path}:singel"), null, Token);
        var missing = await registry.ResolveAsync(ImageReference.Parse($"{host}/{path}x:1"), null, Token);

        Assert.True(single.IsSuccess, single.Failure?.Message);
        Assert.Equal((FakeRegistry.Digest(manifest), 7L, "linux/arm64"), (single.Value.Digest.Value, single.Value.CompressedBytes, single.Value.Platform.ToString()));
        Assert.Null(single.Value.IndexDigest);
        Assert.Equal((FakeRegistry.Digest(manifest), FakeRegistry.Digest(index)), (multi.Value!.Digest.Value, multi.Value.IndexDigest!.Value.Value));
        Assert.Equal(FailureKind.WrongPlatform, other.Failure!.Kind);
        Assert.Contains("did you mean " + $"{host}/{path}:single?", typo.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(FailureKind.ImageNotFound, missing.Failure!.Kind);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task ResolveAsync_NameOfAPrivateAddress_IsRefusedWhenConnecting(string name)
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var host = $"{name}:{((IPEndPoint)listener.LocalEndpoint).Port}";
        await using var services = Services(host, []);

        var resolved = await services.GetRequiredService<IImageRegistry>().ResolveAsync(ImageReference.Parse($"{host}/a:1"), null, Token);

        Assert.Equal(FailureKind.RegistryNotAllowed, resolved.Failure!.Kind);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task ResolveAsync_NobodyListens_IsUnavailable()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var host = $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        listener.Stop();
        await using var services = Services(host, ["127.0.0.1"]);

        var resolved = await services.GetRequiredService<IImageRegistry>().ResolveAsync(ImageReference.Parse($"{host}/a:1"), null, Token);

        Assert.Equal(FailureKind.RegistryUnavailable, resolved.Failure!.Kind);
        Assert.Contains(host, resolved.Failure.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(string allowed, IList<string> insecure)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddRegistry();
        services.Configure<RegistryOptions>(options =>
        {
            options.AllowedRegistries = [allowed];
            options.InsecureRegistries = insecure;
        });
        return services.BuildServiceProvider();
    }
}
