using System.Text.Json;
using DockerScan.TestKit.Engines;

namespace DockerScan.IntegrationTests.Sandbox;

/// <summary>An engine for the sandboxes alone: the image comes to it and goes again, and the main one starts nothing.</summary>
[Trait("Category", "Engine")]
public sealed class SecondEngineTests : IAsyncLifetime
{
    private readonly HostProcess _host = new();
    private SecondEngine? _engine;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SecondEngine Engine => _engine ?? throw new InvalidOperationException("it was not started");

    public async ValueTask InitializeAsync()
    {
        HostProcess.RequireParts();
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DOCKERSCAN_SENTINEL")), "DOCKERSCAN_SENTINEL is not set; ./test.sh sets it");
        _engine = await SecondEngine.StartAsync(Token);
        _host.Environment["DOCKERSCAN__Sandbox__DockerHost"] = _engine.Address;
    }

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        await (_engine?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task Scan_SandboxHasItsOwnEngine_ImageIsBroughtThereAndAllOfOursGoes()
    {
        using var main = new EngineView();
        using var second = new EngineView(Engine.Address);

        var (_, result) = await _host.ScanAsync("dockerscan/sample-miner", "--window", "8");

        Assert.Equal("completed", Sandbox(result).GetProperty("outcome").GetString());
        Assert.Contains("behavior.miner", result.GetProperty("findings").EnumerateArray().Select(each => each.GetProperty("check").GetString()));
        // The sentinel's image is kept for the next scan; that it is there shows where the sandbox was.
        Assert.StartsWith("dockerscan/sentinel:", Assert.Single(await second.ImagesAsync(Token)), StringComparison.Ordinal);
        Assert.Empty(await second.ContainersAsync(_host.Owner, Token));
        Assert.Empty(await main.ContainersAsync(_host.Owner, Token));
        Assert.Contains("dockerscan/sample-miner:latest", await main.ImagesAsync(Token));
        Assert.DoesNotContain(await main.ImagesAsync(Token), name => name.Contains("brought", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Kill_InMidWindow_NextStartLeavesNothingOnEitherEngine()
    {
        using var main = new EngineView();
        using var second = new EngineView(Engine.Address);
        string[] scan = ["scan", "dockerscan/sample-miner", "--window", "8", "--json"];
        Assert.Equal(0, (await _host.RunAsync("doctor")).Exit);
        using (var killed = _host.Start(scan))
        {
            await KilledTests.RunsAsync(second, _host.Owner);
            killed.Kill();
            await killed.WaitForExitAsync(Token);
        }

        Assert.Contains(await second.ImagesAsync(Token), name => name.StartsWith("dockerscan/brought-", StringComparison.Ordinal));

        var (_, _, error) = await _host.RunAsync(scan);

        Assert.Contains("joined scan", error, StringComparison.Ordinal);
        Assert.StartsWith("dockerscan/sentinel:", Assert.Single(await second.ImagesAsync(Token)), StringComparison.Ordinal);
        Assert.Empty(await second.ContainersAsync(_host.Owner, Token));
        Assert.Empty(await main.ContainersAsync(_host.Owner, Token));
    }

    [Fact]
    public async Task Scan_SandboxEngineGoneOrWithoutTheRuntime_FailsWithOneClearLine()
    {
        _host.Environment["DOCKERSCAN__Sandbox__Runtime"] = "no-such-runtime";
        Assert.Contains(
            "it has no runtime no-such-runtime, only ", await FailureAsync(), StringComparison.Ordinal);

        _host.Environment["DOCKERSCAN__Sandbox__DockerHost"] = "unix:///nonexistent/engine.sock";
        Assert.StartsWith("The container engine of Sandbox:DockerHost cannot be reached", await FailureAsync(), StringComparison.Ordinal);

        _host.Environment["DOCKERSCAN__Sandbox__DockerHost"] = "nonsense";
        var (exit, output, error) = await _host.RunAsync("scan", "dockerscan/sample-backdoor", "--json");
        Assert.Equal((69, string.Empty), (exit, output));
        Assert.Contains("Sandbox:DockerHost is 'nonsense'", error, StringComparison.Ordinal);
    }

    private static JsonElement Sandbox(JsonElement result)
        => result.GetProperty("stages").EnumerateArray().Single(each => each.GetProperty("id").GetString() == "sandbox");

    private async Task<string> FailureAsync()
    {
        var (exit, result) = await _host.ScanAsync("dockerscan/sample-backdoor", "--window", "5");
        Assert.Equal((2, "failed"), (exit, Sandbox(result).GetProperty("outcome").GetString()));
        var reason = Sandbox(result).GetProperty("reason").GetString()!;
        Assert.DoesNotContain('\n', reason);
        return reason;
    }
}
