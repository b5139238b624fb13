using System.Diagnostics;
using System.Text.Json;

namespace DockerScan.IntegrationTests;

/// <summary>The built program, run as a person or a script runs it, on a data folder of its own.</summary>
internal sealed class HostProcess : IDisposable
{
    // What one program was told by Trivy of itself, for the next one's folder: to ask starts it twice, for seconds. It is of that very file, or it is asked anew.
    private static volatile string? _trivy;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("dockerscan-it-");

    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>True keeps a Trivy server as by default; it takes a processor for seconds at each start, and most tests are not about it.</summary>
    public bool KeepsServer { get; init; }

    /// <summary>The data folder.</summary>
    public string Data => _data.FullName;

    /// <summary>The id that everything this installation makes on the engine is labelled with.</summary>
    public string Owner => File.ReadAllText(Path.Combine(_data.FullName, "installation")).Trim();

    /// <summary>Starts it; the caller waits for it or ends it.</summary>
    public Process Start(params string[] arguments)
    {
        if (_trivy is { } known && !File.Exists(TrivyFile))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(TrivyFile)!);
            File.WriteAllText(TrivyFile, known);
        }

        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(
            AppContext.BaseDirectory.Replace("DockerScan.IntegrationTests", "DockerScan.Host", StringComparison.Ordinal), "DockerScan.Host.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DOCKERSCAN_DATA"] = _data.FullName;
        start.Environment["DOCKERSCAN_TRIVY_DB"] = System.Environment.GetEnvironmentVariable("DOCKERSCAN_TEST_TRIVY_DB");
        if (!KeepsServer)
        {
            start.Environment["DOCKERSCAN__Trivy__KeepServer"] = "false";
        }

        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
    }

    public async Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    public async Task<(int Exit, JsonElement Result)> ScanAsync(string image, params string[] more)
    {
        var (exit, output, error) = await RunAsync(["scan", image, "--json", .. more]);
        try
        {
            return (exit, JsonDocument.Parse(output).RootElement);
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"exit {exit}, not one JSON object: {output}\n{error}", e);
        }
    }

    /// <summary>One file of a scan's report, written anew from what is stored.</summary>
    /// <param name="result">The scan's JSON.</param>
    /// <param name="file"><c>report.md</c>, <c>report.html</c> or <c>report.json</c>.</param>
    /// <param name="language">The reader's.</param>
    public async Task<string> ReportAsync(JsonElement result, string file, string language = "en")
    {
        var scan = result.GetProperty("scanId").GetString()!;
        var folder = Path.Combine(Data, "asked", scan, language);
        var (exit, output, error) = await RunAsync("report", scan, "--lang", language, "--output", folder);
        return exit == 0 ? await File.ReadAllTextAsync(Path.Combine(folder, file), TestContext.Current.CancellationToken)
            : throw new InvalidOperationException($"report ended with {exit}: {output}\n{error}");
    }

    public static void RequireParts()
    {
        foreach (var name in (string[])["DOCKER_HOST", "DOCKERSCAN_TRIVY", "DOCKERSCAN_TEST_TRIVY_DB"])
        {
            Assert.SkipWhen(string.IsNullOrEmpty(System.Environment.GetEnvironmentVariable(name)), $"{name} is not set; ./test.sh sets it");
        }
    }

    // What a killed program had started is still ending, and may write until it has.
    public void Dispose()
    {
        _trivy ??= File.Exists(TrivyFile) ? File.ReadAllText(TrivyFile) : null;
        Assert.True(SpinWait.SpinUntil(TryDelete, TimeSpan.FromSeconds(30)), $"{_data.FullName} cannot be removed");
    }

    private string TrivyFile => Path.Combine(Data, "trivy", "tool.json");

    private bool TryDelete()
    {
        try
        {
            _data.Delete(recursive: true);
            return true;
        }
        catch (IOException)
        {
            return !Directory.Exists(_data.FullName);
        }
    }
}
