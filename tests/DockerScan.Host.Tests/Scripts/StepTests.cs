using System.Diagnostics;

namespace DockerScan.Host.Tests.Scripts;

/// <summary>What <c>step</c> of <c>eng/lib.sh</c> shows of a command, and that nothing of it stays however it ends.</summary>
public sealed class StepTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-step-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Step_Succeeds_ShowsNothingOfTheCommand()
    {
        var (exit, said) = await RunAsync("step work bash -c 'echo secret; echo more >&2'");

        Assert.Equal(0, exit);
        Assert.Matches("^dockerscan: work … [0-9]+s\n$", said);
    }

    [Fact]
    public async Task Step_Fails_ShowsBothItsOutputsInTheirOrder()
    {
        var (exit, said) = await RunAsync("step work bash -c 'echo one; echo two >&2; echo three; exit 7' || exit 3");

        Assert.Equal(3, exit);
        Assert.Equal("dockerscan: work … failed\none\ntwo\nthree\n", said);
    }

    [Theory]
    [InlineData("step work true")]
    [InlineData("step work false || true")]
    [InlineData("step work bash -c 'kill -KILL $PPID'")]
    [InlineData("step work bash -c 'kill -TERM $PPID; exit 1'")]
    public async Task Step_HoweverItEnds_LeavesNoFile(string script)
    {
        await RunAsync(script);

        Assert.Empty(Directory.EnumerateFileSystemEntries(Temporary));
    }

    private string Temporary => Directory.CreateDirectory(Path.Combine(_folder.FullName, "tmp")).FullName;

    private async Task<(int Exit, string Said)> RunAsync(string script)
    {
        var start = new ProcessStartInfo("bash") { UseShellExecute = false, RedirectStandardError = true };
        foreach (var argument in (string[])["-c", $"set -euo pipefail; . '{Repository.Root}/eng/lib.sh'; {script}"])
        {
            start.ArgumentList.Add(argument);
        }

        (start.Environment["TMPDIR"], start.Environment["DOCKERSCAN_DATA"]) = (Temporary, _folder.FullName);
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, said);
    }
}
