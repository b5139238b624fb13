using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace DockerScan.IntegrationTests.Sandbox;

/// <summary>The modes without the sinkhole: what they show, and what they say of it.</summary>
[Trait("Category", "Engine")]
public sealed class ModeTests
{
    private const string Word = "hello-from-the-image";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scan_ModeNone_ListenerIsSeenAndNetworkChecksAreNotAssessed()
    {
        RequireParts();
        using var host = new HostProcess();
        host.Environment["DOCKERSCAN__Sandbox__Mode"] = "None";

        var (exit, result) = await host.ScanAsync("dockerscan/sample-backdoor", "--window", "6");

        Assert.Equal((2, "unknown"), (exit, result.GetProperty("verdict").GetString()));
        Assert.Contains("the network was off", Sandbox(result).GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("none", result.GetProperty("sandbox").GetProperty("mode").GetString());
        Assert.Contains(result.GetProperty("listeners").EnumerateArray(), each => each.GetProperty("port").GetInt32() == 31337);
        Assert.Equal("detected", Check(result, "network.tcp-process"));
        Assert.All((string[])["network.external-contact", "behavior.miner", "behavior.reverse-shell", "behavior.dos"], check => Assert.Equal("notAssessed", Check(result, check)));
        Assert.Contains("no network", await host.ReportAsync(result, "report.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_ModeNoneAndImageCallsOut_NothingReachesTheMachine()
    {
        RequireParts();
        using var engine = new EngineView();
        using var listener = await ListenAsync(engine);
        var image = await engine.MakeImageAsync("dockerscan/sample-reverse-shell", "dockerscan/test-caller-none", Caller(listener), Token);
        try
        {
            using var host = new HostProcess();
            host.Environment["DOCKERSCAN__Sandbox__Mode"] = "None";

            var (_, result) = await host.ScanAsync(image, "--window", "5");

            Assert.Equal("partial", Sandbox(result).GetProperty("outcome").GetString());
            Assert.Empty(result.GetProperty("network").EnumerateArray());
            Assert.Equal("notAssessed", Check(result, "network.external-contact"));
            Assert.False(listener.Pending());
        }
        finally
        {
            await engine.RemoveImageAsync(image);
        }
    }

    [Fact]
    public async Task Scan_ModeOpen_ContactReachesTheMachineAndEveryFormWarns()
    {
        RequireParts();
        using var engine = new EngineView();
        using var listener = await ListenAsync(engine);
        var image = await engine.MakeImageAsync("dockerscan/sample-reverse-shell", "dockerscan/test-caller-open", Caller(listener), Token);
        try
        {
            var heard = HearAsync(listener);
            using var host = new HostProcess();
            host.Environment["DOCKERSCAN__Sandbox__Mode"] = "Open";
            host.Environment["DOCKERSCAN__Sandbox__AllowOpenNetwork"] = "true";

            var (exit, result) = await host.ScanAsync(image, "--window", "5");

            // That it was heard shows that the mode is what it says.
            Assert.Equal(Word, await heard.WaitAsync(TimeSpan.FromSeconds(5), Token));
            var endpoint = (IPEndPoint)listener.LocalEndpoint;
            Assert.Contains(result.GetProperty("network").EnumerateArray(), each =>
                each.GetProperty("address").GetString() == endpoint.Address.ToString() && each.GetProperty("port").GetInt32() == endpoint.Port
                && each.GetProperty("protocol").GetString() == "tcp");
            Assert.Equal("detected", Check(result, "network.external-contact"));
            // What was said is read from its first packets alone, so "not detected" is not said.
            Assert.Equal((2, "notAssessed"), (exit, Check(result, "behavior.miner")));
            var frames = PcapFrames.Destinations(await File.ReadAllBytesAsync(result.GetProperty("reports").GetProperty("capture").GetString()!, Token));
            Assert.Contains((ProtocolType.Tcp, endpoint), frames);
            const string warning = "the image had the real network";
            Assert.Equal("open", result.GetProperty("sandbox").GetProperty("mode").GetString());
            Assert.Contains(warning, result.GetProperty("sandbox").GetProperty("warning").GetString(), StringComparison.Ordinal);
            Assert.Contains(warning, await host.ReportAsync(result, "report.md"), StringComparison.Ordinal);
            Assert.Contains(warning, await host.ReportAsync(result, "report.html"), StringComparison.Ordinal);
            Assert.Empty(await engine.ContainersAsync(host.Owner, Token));
        }
        finally
        {
            await engine.RemoveImageAsync(image);
        }
    }

    [Fact]
    public async Task Scan_ModeOpenAndImageMines_IsFoundByWhatItSays()
    {
        RequireParts();
        using var engine = new EngineView();
        using var listener = await ListenAsync(engine);
        var endpoint = (IPEndPoint)listener.LocalEndpoint;
        var image = await engine.MakeImageAsync(
            "dockerscan/sample-reverse-shell", "dockerscan/test-miner-open",
            ["/opt/update", "stratum", endpoint.Address.ToString(), endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "2"], Token);
        try
        {
            using var host = new HostProcess();
            host.Environment["DOCKERSCAN__Sandbox__Mode"] = "Open";
            host.Environment["DOCKERSCAN__Sandbox__AllowOpenNetwork"] = "true";

            var (_, result) = await host.ScanAsync(image, "--window", "6");

            Assert.Equal("detected", Check(result, "behavior.miner"));
            Assert.Contains(result.GetProperty("network").EnumerateArray(), each =>
                each.GetProperty("port").GetInt32() == endpoint.Port && each.GetProperty("application").GetString() == "stratum"
                && each.GetProperty("process").GetString() == "update");
        }
        finally
        {
            await engine.RemoveImageAsync(image);
        }
    }

    [Fact]
    public async Task Scan_ModeOpenWithoutLeave_IsRefusedWithTheKeyThatGivesIt()
    {
        using var host = new HostProcess();
        host.Environment["DOCKERSCAN__Sandbox__Mode"] = "Open";

        var (exit, output, error) = await host.RunAsync("scan", "dockerscan/sample-backdoor", "--json");

        Assert.NotEqual(0, exit);
        Assert.Empty(output);
        Assert.Contains("Sandbox:AllowOpenNetwork", Assert.Single(error.Split('\n'), line => line.Contains("Sandbox:Mode", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static void RequireParts()
    {
        HostProcess.RequireParts();
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DOCKERSCAN_SENTINEL")), "DOCKERSCAN_SENTINEL is not set; ./test.sh sets it");
    }

    private static JsonElement Sandbox(JsonElement result)
        => result.GetProperty("stages").EnumerateArray().Single(each => each.GetProperty("id").GetString() == "sandbox");

    private static string? Check(JsonElement result, string check)
        => result.GetProperty("checklist").EnumerateArray().Single(each => each.GetProperty("check").GetString() == check).GetProperty("result").GetString();

    private static string[] Caller(TcpListener listener)
    {
        var endpoint = (IPEndPoint)listener.LocalEndpoint;
        return ["/opt/update", "say", endpoint.Address.ToString(), endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), Word];
    }

    private static async Task<TcpListener> ListenAsync(EngineView engine)
    {
        var gateway = IPAddress.Parse(await engine.GatewayAsync(Token));
        var listener = new TcpListener(gateway, 0);
        try
        {
            listener.Start();
        }
        catch (SocketException)
        {
            Assert.Skip("the engine's network is not on this machine");
        }

        return listener;
    }

    private static async Task<string> HearAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Token);
        var bytes = new byte[Word.Length];
        await client.GetStream().ReadExactlyAsync(bytes, Token);
        await client.GetStream().WriteAsync("ok"u8.ToArray(), Token);
        return Encoding.ASCII.GetString(bytes);
    }
}
