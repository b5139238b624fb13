using System.Globalization;
using DockerScan.Scanners.Processes;
using DockerScan.Scanners.Tests.Trivy.Support;

namespace DockerScan.Scanners.Tests.Processes;

[Collection(ChildProcesses.Name)]
public sealed class ProcessRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ProcessRunner _runner = new(TimeProvider.System);

    [Fact]
    public async Task RunAsync_ArgumentWithShellText_IsPassedAsIs()
    {
        var result = await RunAsync("printf %s \"$1\"; exit 3", "$(id); `id` \"x\"");

        Assert.Equal("$(id); `id` \"x\"", result.StandardOutput);
        Assert.Equal(3, result.ExitCode);
        Assert.False(result.IsSuccess);
    }

    [Fact]
    public async Task RunAsync_OurEnvironment_IsNotPassedOn()
    {
        Environment.SetEnvironmentVariable("TRIVY_SEVERITY", "LOW");

        var result = await RunAsync("env");

        Environment.SetEnvironmentVariable("TRIVY_SEVERITY", null);
        Assert.DoesNotContain("TRIVY_SEVERITY", result.StandardOutput, StringComparison.Ordinal);
        Assert.Contains($"HOME={_folder.Path}\n", result.StandardOutput, StringComparison.Ordinal);
        Assert.Contains($"TMPDIR={_folder.Path}\n", result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_MuchOutputOnBothPipes_KeepsTheEnds()
    {
        var result = await RunAsync("yes o | head -c 3000000; yes e | head -c 3000000 >&2; echo end; echo END >&2");

        Assert.True(result.IsSuccess);
        Assert.Equal(1000, result.StandardOutput.Length);
        Assert.EndsWith("o\nend\n", result.StandardOutput, StringComparison.Ordinal);
        Assert.EndsWith("e\nEND\n", result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Hangs_IsKilledWithItsChildren()
    {
        var result = await RunAsync("sleep 600 & echo $! > child; wait", limit: TimeSpan.FromSeconds(1));

        Assert.True(result.IsTimedOut);
        Assert.False(result.IsSuccess);
        Assert.False(IsRunning(await ChildAsync()));
    }

    [Fact]
    public async Task RunAsync_Cancelled_KillsTheTreeAndThrows()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _runner.RunAsync(Request("sleep 600 & echo $! > child; wait", TimeSpan.FromMinutes(1)), cancel.Token));

        Assert.False(IsRunning(await ChildAsync()));
    }

    [Fact]
    public async Task RunAsync_NotAProgram_SaysSo()
    {
        var request = Request("exit 0", TimeSpan.FromMinutes(1)) with { FileName = _folder["none"] };

        var result = await _runner.RunAsync(request, TestContext.Current.CancellationToken);

        Assert.NotNull(result.StartError);
        Assert.False(result.IsSuccess);
    }

    public void Dispose() => _folder.Dispose();

    private static bool IsRunning(int pid)
    {
        var stat = $"/proc/{pid}/stat";
        try
        {
            return File.Exists(stat) && !File.ReadAllText(stat).Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task<int> ChildAsync()
        => int.Parse(await File.ReadAllTextAsync(_folder["child"], TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);

    private Task<ProcessResult> RunAsync(string script, string argument = "", TimeSpan? limit = null)
        => _runner.RunAsync(Request(script, limit ?? TimeSpan.FromMinutes(1), argument), TestContext.Current.CancellationToken);

    private ProcessRequest Request(string script, TimeSpan limit, string argument = "") => new()
    {
        FileName = "/bin/bash",
        Arguments = ["-c", script, "script", argument],
        WorkDirectory = _folder.Path,
        Timeout = limit,
        TailBytes = 1000,
    };
}
