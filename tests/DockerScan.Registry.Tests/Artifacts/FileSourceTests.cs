using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using DockerScan.Core;
using DockerScan.Core.Artifacts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DockerScan.Registry.Tests.Artifacts;

/// <summary>Files from a server on this machine, by the real client: what is taken, and what is refused.</summary>
public sealed class FileSourceTests : IDisposable
{
    private const int Most = 1_000;
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private int _asked;

    public FileSourceTests()
    {
        _server.Start();
        _ = ServeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private int Port => ((IPEndPoint)_server.LocalEndpoint).Port;

    /// <summary>What is answered to a path: status line, headers, body.</summary>
    private Func<string, string> Answer { get; set; } = _ => Text("200 OK", "list");

    public void Dispose()
    {
        _ended.Cancel();
        _server.Dispose();
        _ended.Dispose();
    }

    [Fact]
    public async Task FetchAsync_ListedServer_IsFetchedWithItsHash()
    {
        var fetched = await FetchAsync($"http://127.0.0.1:{Port}/kev.json", $"127.0.0.1:{Port}");

        Assert.Equal("list", Encoding.UTF8.GetString(fetched.Value?.Content ?? []));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("list"u8)), fetched.Value?.Sha256);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/kev.json")]
    [InlineData("https://127.0.0.1:{0}/kev.json")]
    [InlineData("https://localhost:{0}/kev.json")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    public async Task FetchAsync_PrivateTarget_IsRefusedAndNotAsked(string address)
    {
        var fetched = await FetchAsync(string.Format(CultureInfo.InvariantCulture, address, Port));

        Assert.Equal((FailureKind.RegistryNotAllowed, 0), (fetched.Failure?.Kind, _asked));
    }

    [Fact]
    public async Task FetchAsync_RedirectToAPrivateTarget_IsRefused()
    {
        Answer = path => path == "/kev.json" ? Text("302 Found", string.Empty, "Location: http://127.0.0.2:1/secret") : Text("200 OK", "secret");

        Assert.Equal(FailureKind.RegistryNotAllowed, (await FetchAsync($"http://127.0.0.1:{Port}/kev.json", $"127.0.0.1:{Port}")).Failure?.Kind);
    }

    [Fact]
    public async Task FetchAsync_TooLargeOrMissing_IsAFailure()
    {
        Answer = path => path == "/large" ? Text("200 OK", new string('x', Most + 1)) : Text("404 Not Found", "no");

        Assert.Contains("more than 1000 bytes", (await FetchAsync($"http://127.0.0.1:{Port}/large", $"127.0.0.1:{Port}")).Failure?.Message, StringComparison.Ordinal);
        Assert.Contains("status 404", (await FetchAsync($"http://127.0.0.1:{Port}/missing", $"127.0.0.1:{Port}")).Failure?.Message, StringComparison.Ordinal);
    }

    private static string Text(string status, string body, string? header = null)
        => string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{(header is null ? string.Empty : header + "\r\n")}\r\n{body}");

    private static async Task<Result<FetchedFile>> FetchAsync(string address, params string[] listed)
    {
        var services = new ServiceCollection();
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddRegistry();
        services.Configure<RegistryOptions>(options => options.InsecureRegistries = [.. listed]);
        await using var provider = services.BuildServiceProvider();
        return await provider.GetRequiredService<IFileSource>().FetchAsync(new Uri(address), Most, Token);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _server.AcceptTcpClientAsync(_ended.Token);
                Interlocked.Increment(ref _asked);
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII);
                var line = await reader.ReadLineAsync(_ended.Token) ?? string.Empty;
                while (await reader.ReadLineAsync(_ended.Token) is { Length: > 0 })
                {
                    // The rest of the request says nothing that matters here.
                }

                await stream.WriteAsync(Encoding.ASCII.GetBytes(Answer(line.Split(' ')[1])), _ended.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }
}
