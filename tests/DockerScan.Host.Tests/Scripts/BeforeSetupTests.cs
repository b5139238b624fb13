using System.Diagnostics;

namespace DockerScan.Host.Tests.Scripts;

/// <summary>What the program refuses by itself it refuses before <c>run.sh</c> starts an engine, builds the sentinel or fetches Trivy for it.</summary>
public sealed class BeforeSetupTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-setup-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task EnsureEngine_RefusedBefore_StartsNone()
    {
        var (exit, said) = await EngineAsync("return 1");

        Assert.Equal((64, "refused\n"), (exit, said));
    }

    [Fact]
    public async Task EnsureEngine_OneRuns_AsksNobody()
    {
        var (exit, said) = await EngineAsync("echo 7");

        Assert.Equal((0, "installed\nstarted\nkept\n"), (exit, said));
    }

    [Fact]
    public async Task Run_RefusedByTheProgram_SetsNothingUpAndSaysItOnce()
    {
        var (exit, said) = await RunAsync("scan", "redis:7", "--window", "3");

        Assert.Equal((64, "dockerscan: refused\n"), (exit, said));
        Assert.Equal(["scan --refuse-only redis:7 --window 3"], Calls);
    }

    [Fact]
    public async Task Run_NotRefused_IsAskedOnceAndSetUp()
    {
        var (exit, said) = await RunAsync("scan", "two words", "--json");

        Assert.Equal(0, exit);
        Assert.Contains("gcc", said, StringComparison.Ordinal);
        Assert.Equal(["scan --refuse-only two words --json", "scan two words --json"], Calls);
    }

    private IEnumerable<string> Calls => File.ReadLines(Path.Combine(_folder.FullName, "calls"));

    private Task<(int Exit, string Said)> EngineAsync(string pid)
        => BashAsync(
            "-c",
            $$"""
            set -euo pipefail
            . eng/lib.sh
            unset DOCKER_HOST
            socket_answers() { return 1; }
            can_install() { return 0; }
            engine_pid() { {{pid}}; }
            before_setup() { echo refused >&2; exit 64; }
            install_engine() { echo installed >&2; }
            engine_start() { echo started >&2; }
            engine_keeper() { echo kept >&2; }
            ensure_engine || exit 69
            """);

    // The script as it is, of a tree that is built already but for the sentinel; the program says what it was asked.
    private Task<(int Exit, string Said)> RunAsync(params string[] args)
    {
        foreach (var file in (string[])["run.sh", "eng/lib.sh", "eng/trivy.sh", "eng/trivy.lock", "global.json", "Directory.Build.props"])
        {
            File.Copy(Path.Combine(Repository.Root, file), Made(file));
        }

        Directory.CreateDirectory(Made("src/x"));
        Directory.CreateDirectory(Made("config/x"));
        foreach (var system in (string[])["linux-x64", "linux-arm64"])
        {
            File.WriteAllText(Made($"artifacts/publish/DockerScan.Host/release_{system}/DockerScan.Host.dll"), string.Empty);
        }

        Program("dotnet", """shift; echo "$*" >>"$calls"; case "$*" in *--refuse-only*--window*) echo 'dockerscan: refused' >&2; exit 64 ;; esac""");
        Program("gcc", "exit 1");
        Program("id", "echo 1000");
        File.WriteAllText(Made("artifacts/host.stamp"), string.Empty);
        File.SetLastWriteTimeUtc(Made("artifacts/host.stamp"), new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        return BashAsync([Made("run.sh"), .. args]);
    }

    private string Made(string path)
    {
        var file = Path.Combine(_folder.FullName, "tree", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return file;
    }

    private void Program(string name, string script)
    {
        File.WriteAllText(Made($"bin/{name}"), $"#!/bin/bash\n{script}\n");
        File.SetUnixFileMode(Made($"bin/{name}"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task<(int Exit, string Said)> BashAsync(params string[] args)
    {
        var start = new ProcessStartInfo("bash", args) { UseShellExecute = false, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("DOCKERSCAN_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOCKER_HOST"] = "tcp://engine.test:2375";
        start.Environment["DOCKERSCAN_TRIVY"] = "/bin/true";
        start.Environment["DOCKERSCAN_DATA"] = Path.Combine(_folder.FullName, "data");
        start.Environment["calls"] = Path.Combine(_folder.FullName, "calls");
        start.Environment["PATH"] = Path.Combine(_folder.FullName, "tree", "bin") + ":" + start.Environment["PATH"];
        start.Environment.Remove("root");
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, said);
    }
}
