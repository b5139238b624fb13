using System.Net;
using System.Net.Sockets;
using System.Text;
using DockerScan.Core;
using DockerScan.Core.Artifacts;
using DockerScan.Core.Images;
using DockerScan.Registry.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Registry.Tests.Artifacts;

/// <summary>What the operator names is downloaded through the machine's proxy; images are not, and what goes past the proxy stays guarded.</summary>
public sealed class OperatorProxyTests : IAsyncDisposable
{
    private readonly TcpListener _proxy = new(IPAddress.Loopback, 0);
    private readonly List<string> _asked = [];
    private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public OperatorProxyTests()
    {
        _proxy.Start();
        _serving = ServeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _proxy.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task FetchAsync_WithAProxy_AsksThroughIt()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var fetching = FetchAsync("db.example/trivy-db:2", new WebProxy(ProxyAddress), enough.Token);

        Assert.Equal("CONNECT db.example:443 HTTP/1.1", await _first.Task.WaitAsync(TimeSpan.FromSeconds(30), Token));

        // It is let through by nobody here, and would be tried again.
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
    }

    [Fact]
    public async Task FetchAsync_OfAHostThatIsExcepted_GoesPastItAndStaysGuarded()
    {
        var fetched = await FetchAsync("localhost:4/trivy-db:2", new WebProxy(ProxyAddress) { BypassProxyOnLocal = false, BypassList = ["localhost"] }, Token);

        Assert.Empty(_asked);
        Assert.Equal(FailureKind.RegistryNotAllowed, fetched.Failure!.Kind);
    }

    [Fact]
    public async Task FetchAsync_OfAPrivateAddress_IsRefusedBeforeTheProxyIsAsked()
    {
        var fetched = await FetchAsync("10.0.0.7/trivy-db:2", new WebProxy(ProxyAddress), Token);

        Assert.Empty(_asked);
        Assert.Equal(FailureKind.RegistryNotAllowed, fetched.Failure!.Kind);
    }

    [Fact]
    public async Task ResolveAsync_OfAnImage_GoesPastTheProxy()
    {
        await using var services = Services(new WebProxy(ProxyAddress));

        var resolved = await services.GetRequiredService<IImageRegistry>().ResolveAsync(ImageReference.Parse("localhost:4/redis:7"), null, Token);

        Assert.Empty(_asked);
        Assert.Equal(FailureKind.RegistryNotAllowed, resolved.Failure!.Kind);
    }

    private Uri ProxyAddress => new($"http://127.0.0.1:{((IPEndPoint)_proxy.LocalEndpoint).Port}");

    private static ServiceProvider Services(WebProxy proxy)
        => new ServiceCollection().AddLogging().AddSingleton(new OperatorProxy(proxy))
            .Configure<RegistryOptions>(options =>
            {
                options.AllowedRegistries = ["localhost:4"];
                options.InsecureRegistries = [];
            })
            .AddRegistry().BuildServiceProvider();

    private static async Task<Result<ArtifactFile>> FetchAsync(string repository, WebProxy proxy, CancellationToken cancellationToken)
    {
        await using var services = Services(proxy);
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        return await services.GetRequiredService<IArtifactSource>().FetchAsync(
            new ArtifactRequest(ImageReference.Parse(repository), "application/vnd.example.layer", path, 1000, TimeSpan.FromSeconds(10), null), cancellationToken);
    }

    // Writes down what it is asked, and lets nobody through.
    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await _proxy.AcceptTcpClientAsync(_stop.Token);
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            var line = await reader.ReadLineAsync(_stop.Token) ?? string.Empty;
            _asked.Add(line);
            _first.TrySetResult(line);
            while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 })
            {
                // The rest of what it is asked.
            }

            await stream.WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), _stop.Token);
        }
    }
}
