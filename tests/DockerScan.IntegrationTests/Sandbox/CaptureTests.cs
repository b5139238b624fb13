using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;

namespace DockerScan.IntegrationTests.Sandbox;

/// <summary>What was captured while an image ran lies beside its report, and is served with it.</summary>
[Trait("Category", "Engine")]
public sealed class CaptureTests(SandboxHost sandbox) : IClassFixture<SandboxHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scan_ContactOverTcp_CaptureHoldsTheAddressAndIsPrivate()
    {
        RequireParts();

        var file = await ScanAsync("dockerscan/sample-reverse-shell", "8");

        Assert.Contains((ProtocolType.Tcp, new IPEndPoint(IPAddress.Parse("198.51.100.23"), 4444)), PcapFrames.Destinations(await File.ReadAllBytesAsync(file, Token)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Serve_ScanWithCapture_IsADownloadThatNoBrowserGuessesAt()
    {
        RequireParts();
        // It asks for a name, so there is UDP in it.
        var file = await ScanAsync("dockerscan/sample-miner", "8");
        var scan = Path.GetFileName(Path.GetDirectoryName(file))!;

        await using var server = await ServeAsync();
        using var client = new HttpClient { BaseAddress = server.Address };
        using var answer = await client.GetAsync($"/reports/{scan}/capture.pcap", Token);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/vnd.tcpdump.pcap", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal($"capture-{scan}.pcap", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains(PcapFrames.Destinations(bytes), each => each.Protocol == ProtocolType.Udp && each.To.Port == 53);
        var page = await client.GetStringAsync($"/reports/{scan}", Token);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(bytes)), page, StringComparison.Ordinal);
        foreach (var other in (string[])["/reports/nosuchscan/capture.pcap", "/reports/..%2f..%2fdockerscan/capture.pcap", $"/reports/{scan}/dockerscan.db"])
        {
            using var refused = await client.GetAsync(other, Token);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        // It may be in the middle of a self-test: stopping takes that away, too.
        await server.DisposeAsync();
        using var engine = new EngineView();
        Assert.Empty(await engine.ContainersAsync(sandbox.Host.Owner, Token));
    }

    [Fact]
    public async Task Scan_CaptureSwitchedOff_CompletesWithoutOneAndSaysSo()
    {
        RequireParts();
        using var host = new HostProcess();
        host.Environment["DOCKERSCAN__Sandbox__MaxPcapBytes"] = "0";

        var (_, result) = await host.ScanAsync("dockerscan/sample-reverse-shell", "--window", "8");

        Assert.Equal("completed", SandboxStage(result).GetProperty("outcome").GetString());
        Assert.False(result.GetProperty("reports").TryGetProperty("capture", out _));
        var report = await host.ReportAsync(result, "report.md");
        Assert.Contains("off (Sandbox:MaxPcapBytes)", report, StringComparison.Ordinal);
        Assert.DoesNotContain("capture.pcap", report, StringComparison.Ordinal);
    }

    private static void RequireParts()
    {
        HostProcess.RequireParts();
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DOCKERSCAN_SENTINEL")), "DOCKERSCAN_SENTINEL is not set; ./test.sh sets it");
    }

    private static JsonElement SandboxStage(JsonElement result)
        => result.GetProperty("stages").EnumerateArray().Single(each => each.GetProperty("id").GetString() == "sandbox");

    private async Task<string> ScanAsync(string image, string window)
    {
        var (_, result) = await sandbox.Host.ScanAsync(image, "--window", window);
        Assert.Equal("completed", SandboxStage(result).GetProperty("outcome").GetString());
        return result.GetProperty("reports").GetProperty("capture").GetString()!;
    }

    private async Task<Server> ServeAsync()
    {
        // The system's choice, free again at once: nothing else on this machine takes it in the meantime but by accident.
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var address = (IPEndPoint)probe.LocalEndpoint;
        probe.Stop();
        sandbox.Host.Environment["DOCKERSCAN__Web__Listen"] = address.ToString();
        var server = new Server(sandbox.Host.Start("serve"), new Uri($"http://{address}/"));
        while (await server.Process.StandardError.ReadLineAsync(Token) is { } line)
        {
            if (line.StartsWith("listening on", StringComparison.Ordinal))
            {
                return server;
            }
        }

        await server.DisposeAsync();
        throw new InvalidOperationException("serve ended at once");
    }

    private sealed class Server(Process process, Uri address) : IAsyncDisposable
    {
        private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(40);

        private bool _isStopped;

        public Process Process => process;

        public Uri Address => address;

        public async ValueTask DisposeAsync()
        {
            if (_isStopped)
            {
                return;
            }

            _isStopped = true;
            using var limit = new CancellationTokenSource(StopLimit);
            // As a service manager stops it; a killed one would leave its containers to a next start that never comes.
            using var signal = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await signal.WaitForExitAsync(limit.Token);
            var rest = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            await rest;
            process.Dispose();
        }
    }
}
