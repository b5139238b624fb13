namespace DockerScan.IntegrationTests.Sandbox;

/// <summary>The program is killed while an image runs in its sandbox: the next start leaves nothing of it, and the scan is done again.</summary>
[Trait("Category", "Engine")]
public sealed class KilledTests
{
    // Far below the lease of 60 s: who had to wait for that would not make it.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(45);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_InMidWindow_NextStartCleansUpAndScansAgain()
    {
        HostProcess.RequireParts();
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DOCKERSCAN_SENTINEL")), "DOCKERSCAN_SENTINEL is not set; ./test.sh sets it");
        using var host = new HostProcess();
        using var engine = new EngineView();
        string[] scan = ["scan", "dockerscan/sample-miner", "--window", "12", "--json"];
        // The self-test is behind it, so what runs is the image.
        Assert.Equal(0, (await host.RunAsync("doctor")).Exit);
        using (var killed = host.Start(scan))
        {
            await RunsAsync(engine, host.Owner);
            killed.Kill();
            await killed.WaitForExitAsync(Token);
        }

        Assert.NotEmpty(await engine.ContainersAsync(host.Owner, Token));

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Soon);
        using var again = host.Start(scan);
        var output = again.StandardOutput.ReadToEndAsync(limit.Token);
        var error = again.StandardError.ReadToEndAsync(limit.Token);
        await again.WaitForExitAsync(limit.Token);

        Assert.Contains("joined scan", await error, StringComparison.Ordinal);
        using var result = System.Text.Json.JsonDocument.Parse(await output);
        Assert.Contains("behavior.miner", result.RootElement.GetProperty("findings").EnumerateArray().Select(each => each.GetProperty("check").GetString()));
        Assert.Empty(await engine.ContainersAsync(host.Owner, Token));
    }

    [Theory]
    [InlineData("never-ends")]
    [InlineData("killer")]
    public async Task Kill_InMidWindow_TargetEndsByItself(string sample)
    {
        HostProcess.RequireParts();
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DOCKERSCAN_SENTINEL")), "DOCKERSCAN_SENTINEL is not set; ./test.sh sets it");
        using var host = new HostProcess();
        using var engine = new EngineView();
        Assert.Equal(0, (await host.RunAsync("doctor")).Exit);
        using var killed = host.Start("scan", "dockerscan/sample-" + sample, "--window", "60", "--json");
        await RunsAsync(engine, host.Owner);
        killed.Kill();
        await killed.WaitForExitAsync(Token);

        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        while ((await engine.ContainersAsync(host.Owner, limit.Token)).Any(name => name.EndsWith(" running", StringComparison.Ordinal)))
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    [Fact]
    public async Task Terminate_InMidWindow_RemovesEverythingFirst()
    {
        HostProcess.RequireParts();
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DOCKERSCAN_SENTINEL")), "DOCKERSCAN_SENTINEL is not set; ./test.sh sets it");
        using var host = new HostProcess();
        using var engine = new EngineView();
        Assert.Equal(0, (await host.RunAsync("doctor")).Exit);
        using var scan = host.Start("scan", "dockerscan/sample-never-ends", "--window", "60", "--json");
        await RunsAsync(engine, host.Owner);

        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", scan.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await scan.WaitForExitAsync(Token);

        Assert.Equal(143, scan.ExitCode);
        Assert.Empty(await engine.ContainersAsync(host.Owner, Token));
    }

    internal static async Task RunsAsync(EngineView engine, string owner)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Soon);
        // The inspector is the last to start; from then on the image's own command runs.
        while (!(await engine.ContainersAsync(owner, limit.Token)).Any(name => name.Contains("-inspector running", StringComparison.Ordinal)
            && !name.Contains("selftest", StringComparison.Ordinal)))
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }
}
