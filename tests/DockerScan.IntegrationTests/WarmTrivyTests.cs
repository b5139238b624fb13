using System.Globalization;
using System.Text.Json;
using DockerScan.IntegrationTests.Chat;

namespace DockerScan.IntegrationTests;

/// <summary>A Trivy server, kept by <c>serve</c>, says of samples what the command says, finding by finding; and it goes when <c>serve</c> goes. More samples are TrivyParityTests' matter.</summary>
[Trait("Category", "Engine")]
public sealed class WarmTrivyTests : IDisposable
{
    private static readonly string[] Handful = ["debian", "secret-env"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly HostProcess _host = new() { KeepsServer = true };

    public WarmTrivyTests()
    {
        HostProcess.RequireParts();
        // Which way was taken is evidence and log alone.
        _host.Environment["DOCKERSCAN__Logging__LogLevel__DockerScan"] = "Information";
    }

    private string StateFile => Path.Combine(_host.Data, "trivy", "server.json");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scan_Samples_AreTheSameByTheServerWhichGoesWithoutATrace()
    {
        using var engine = new EngineView();
        var samples = (await engine.ImagesAsync(Stop)).Where(IsAsked).Order(StringComparer.Ordinal).ToList();
        Assert.Contains("dockerscan/sample-debian:latest", samples);
        await using var serve = await ServeProcess.StartAsync(_host, Stop);
        var (process, start) = await ServerAsync();
        using var state = JsonDocument.Parse(await File.ReadAllTextAsync(StateFile, Stop));
        var token = state.RootElement.GetProperty("Token").GetString()!;

        var byServer = new List<string>();
        foreach (var sample in samples)
        {
            var (firstExit, first) = await _host.ScanAsync(sample, "--no-sandbox", "--force");
            var before = Matches(serve.Log);
            var (secondExit, output, log) = await _host.RunAsync("scan", sample, "--no-sandbox", "--force", "--json");
            using var second = JsonDocument.Parse(output);

            Assert.Equal(firstExit, secondExit);
            Assert.Equal(Essence(first), Essence(second.RootElement));
            if (Matches(log) + Matches(serve.Log) > before)
            {
                byServer.Add(sample);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"by the server: {string.Join(", ", byServer)}; by the command: {string.Join(", ", samples.Except(byServer))}");
        foreach (var sample in Handful)
        {
            Assert.Contains($"dockerscan/sample-{sample}:latest", byServer);
        }

        await serve.StopAsync();

        Assert.False(IsRunning(process, start));
        Assert.False(File.Exists(StateFile));
        Assert.DoesNotContain(token, serve.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_NobodyKeepsAServer_StartsNone()
    {
        var (_, _, log) = await _host.RunAsync("scan", "dockerscan/sample-good", "--no-sandbox", "--json");

        Assert.Contains("Trivy ended with 0", log, StringComparison.Ordinal);
        Assert.False(File.Exists(StateFile));
        Assert.False(Directory.Exists(Path.Combine(_host.Data, "trivy", "servers")));
    }

    [Fact]
    public async Task Serve_IsKilled_ItsServerGoesToo()
    {
        await using var serve = await ServeProcess.StartAsync(_host, Stop);
        var (process, start) = await ServerAsync();

        await serve.KillAsync();

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (IsRunning(process, start))
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }

        // A file that names it is left, and nobody falls for it.
        Assert.True(File.Exists(StateFile));
        var (_, _, log) = await _host.RunAsync("scan", "dockerscan/sample-debian", "--no-sandbox", "--json");
        Assert.Contains("Trivy ended with 0", log, StringComparison.Ordinal);
        Assert.Equal(0, Matches(log));
    }

    [Fact]
    public async Task Scan_ServerHangsAndIsKilled_IsTheSameByTheCommand()
    {
        await using var serve = await ServeProcess.StartAsync(_host, Stop);
        var (process, start) = await ServerAsync();
        var (_, first) = await _host.ScanAsync("dockerscan/sample-debian", "--no-sandbox", "--force");
        using var stop = System.Diagnostics.Process.Start("kill", ["-STOP", process.ToString(CultureInfo.InvariantCulture)]);
        await stop.WaitForExitAsync(Stop);

        var (_, second) = await _host.ScanAsync("dockerscan/sample-debian", "--no-sandbox", "--force");
        var (next, nextStart) = await ServerAsync(but: process);
        using (var server = System.Diagnostics.Process.GetProcessById(next))
        {
            server.Kill();
        }

        var (_, third) = await _host.ScanAsync("dockerscan/sample-debian", "--no-sandbox", "--force");

        Assert.False(IsRunning(process, start));
        Assert.False(IsRunning(next, nextStart));
        Assert.Equal(Essence(first), Essence(second));
        Assert.Equal(Essence(first), Essence(third));
    }

    public void Dispose() => _host.Dispose();

    private static int Matches(string log) => log.Split("compared by the Trivy server").Length - 1;

    private static bool IsAsked(string name)
        => Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_ALL_SAMPLES") == "yes" ? IsSample(name) : Handful.Any(sample => name == $"dockerscan/sample-{sample}:latest");

    // Those of the sandbox hold a program or two and no packages, and are many.
    private static bool IsSample(string name)
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("DOCKERSCAN_SAMPLES") ?? Path.Combine(TestKit.Goldens.RepositoryFolder.Find(), "samples"));
        const string Prefix = "dockerscan/sample-";
        return name.StartsWith(Prefix + "systems-", StringComparison.Ordinal)
            || (name.StartsWith(Prefix, StringComparison.Ordinal) && File.Exists(Path.Combine(folder, name[Prefix.Length..].Split(':')[0], "Dockerfile")));
    }

    private static JsonElement Trivy(JsonElement result) => result.GetProperty("stages").EnumerateArray().Single(stage => stage.GetProperty("id").GetString() == "trivy");

    // All that Trivy's stage says, and every finding whole.
    private static string Essence(JsonElement result)
    {
        var stage = Trivy(result);
        var gaps = stage.TryGetProperty("gaps", out var list) ? list.GetRawText() : "none";
        var image = result.GetProperty("image");
        return string.Join('\n', result.GetProperty("findings").EnumerateArray().Select(finding => finding.GetRawText())
            .Prepend($"{result.GetProperty("verdict")} {result.GetProperty("atLeast")} {stage.GetProperty("outcome")} {gaps} {(image.TryGetProperty("os", out var os) ? os.GetRawText() : "no system")}"));
    }

    private async Task<(int Process, string Start)> ServerAsync(int? but = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            if (Read() is { } server && server.Process != but)
            {
                return server;
            }

            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    // Between two servers there is no file.
    private (int Process, string Start)? Read()
    {
        try
        {
            using var state = JsonDocument.Parse(File.ReadAllText(StateFile));
            return (state.RootElement.GetProperty("ProcessId").GetInt32(), state.RootElement.GetProperty("ProcessStart").GetInt64().ToString(CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsRunning(int process, string start)
    {
        try
        {
            var fields = File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return fields[0] != "Z" && fields[19] == start;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
