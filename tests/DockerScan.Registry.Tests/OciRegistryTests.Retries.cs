using System.Net;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Registry.Manifests;

namespace DockerScan.Registry.Tests;

/// <summary>What is tried again, how soon and how often.</summary>
public sealed partial class OciRegistryTests
{
    [Theory]
    [InlineData("120", 120)]
    [InlineData("1767225900", 300)]
    [InlineData("Thu, 01 Jan 2026 01:00:00 GMT", 3600)]
    [InlineData("99999999", 86400)]
    [InlineData("soon", null)]
    public async Task ResolveAsync_TooManyRequests_SaysUntilWhen(string header, int? seconds)
    {
        using var fake = new FakeRegistry();
        fake.On($"{Hub}/v2/library/redis/manifests/7", _ => FakeRegistry.Status(HttpStatusCode.TooManyRequests, ("Retry-After", header)));

        var failure = (await ResolveAsync(fake, "redis:7")).Failure!;

        Assert.Equal(FailureKind.RateLimited, failure.Kind);
        Assert.Equal(seconds is null ? null : fake.Time.GetUtcNow().AddSeconds(seconds.Value), failure.RetryAfter);
        Assert.Single(fake.Requests);
    }

    [Fact]
    public async Task ResolveAsync_ServerErrorTwice_IsTriedAgain()
    {
        using var fake = Single("a", "1");
        var manifest = FakeRegistry.Manifest(Config, 5);
        var count = 0;
        fake.On($"{Root}/v2/a/manifests/1", _ => ++count <= 2
            ? FakeRegistry.Status(HttpStatusCode.BadGateway)
            : FakeRegistry.Answer(manifest, MediaTypes.OciManifest));

        Assert.True((await AdvancingAsync(fake, ResolveAsync(fake, "r.example/a:1"))).IsSuccess);
        Assert.Equal(3, count);
    }

    [Fact]
    public async Task ResolveAsync_ServerErrorAlways_IsUnavailableAfterThreeTries()
    {
        using var fake = new FakeRegistry();
        fake.On($"{Root}/v2/a/manifests/1", _ => FakeRegistry.Status(HttpStatusCode.ServiceUnavailable));

        var resolved = await AdvancingAsync(fake, ResolveAsync(fake, "r.example/a:1"));

        Assert.Equal(FailureKind.RegistryUnavailable, resolved.Failure!.Kind);
        Assert.Equal(["HEAD", "GET", "GET", "GET"], fake.Requests.Select(request => request.Split(' ')[0]));
    }

    [Theory]
    [InlineData("1", 1000)]
    [InlineData("7", 7000)]
    [InlineData("3600", 10_000)]
    [InlineData("0", 500)]
    [InlineData("Wed, 31 Dec 2025 23:00:00 GMT", 500)]
    [InlineData("soon", 500)]
    public async Task ResolveAsync_BusyServerThatSaysWhen_IsWaitedForWithinBounds(string header, int milliseconds)
    {
        using var fake = Single("a", "1");
        var manifest = FakeRegistry.Manifest(Config, 5);
        var count = 0;
        fake.On($"{Root}/v2/a/manifests/1", request => request.Method == HttpMethod.Get && ++count > 1
            ? FakeRegistry.Answer(manifest, MediaTypes.OciManifest)
            : FakeRegistry.Status(HttpStatusCode.ServiceUnavailable, ("Retry-After", header)));

        Assert.True((await AdvancingAsync(fake, ResolveAsync(fake, "r.example/a:1"))).IsSuccess);
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Assert.Single(fake.Waits, wait => wait != TimeSpan.FromSeconds(new RegistryOptions().TimeoutSeconds)));
    }

    [Fact]
    public async Task ResolveAsync_CancelledWhileWaiting_IsACancellation()
    {
        using var fake = new FakeRegistry();
        using var cancel = new CancellationTokenSource();
        fake.On($"{Root}/v2/a/manifests/1", _ => FakeRegistry.Status(HttpStatusCode.ServiceUnavailable));

        var resolving = fake.Registry.ResolveAsync(ImageReference.Parse("r.example/a:1"), null, cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => resolving);
    }
}
