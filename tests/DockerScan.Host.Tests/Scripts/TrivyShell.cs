using System.Diagnostics;

namespace DockerScan.Host.Tests.Scripts;

/// <summary>Runs functions of <c>eng/trivy.sh</c> with a tools folder of the test's own.</summary>
/// <remarks>What differs from a real run is set after the script is read, so no variable of anybody's can do it.</remarks>
internal sealed class TrivyShell : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-trivy-");

    public string Tools => Path.Combine(_folder.FullName, "tools");

    public string Official => Path.Combine(Tools, "trivy-0.74.0", "trivy");

    public string Npm => Path.Combine(Tools, "trivy", "trivy");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    /// <summary>Every file below the tools folder that is not a lock or the note of a failure.</summary>
    public IEnumerable<string> Kept
        => Directory.Exists(Tools)
            ? Directory.EnumerateFiles(Tools, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Tools, path))
                .Where(path => path != ".trivy.lock" && !path.EndsWith(".failed", StringComparison.Ordinal))
            : [];

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Runs a script after the library and says how it ended and all that it said.</summary>
    public async Task<(int Code, string Said)> RunAsync(string script, string? mirror = null)
    {
        using var process = Start(script, mirror);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, await errors + await output);
    }

    /// <summary>Starts it.</summary>
    public Process Start(string script, string? mirror = null)
    {
        Directory.CreateDirectory(Tools);
        var start = new ProcessStartInfo("bash") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($$"""
            set -euo pipefail
            . eng/lib.sh
            tools='{{Tools}}' trivy_official='{{Official}}' trivy_npm='{{Npm}}' trivy_pause=0
            # No program of this machine's counts, whoever runs the test.
            command() { case "${2:-}" in trivy) return 1 ;; esac; builtin command "$@"; }
            npm() { echo asked >>'{{this["npm"]}}'; return 1; }
            uname() { echo 'Linux x86_64'; }
            {{script}}
            """);
        foreach (var name in start.Environment.Keys.Where(name => name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase) || name.StartsWith("DOCKERSCAN_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["root"] = Repository.Root;
        start.Environment["DOCKERSCAN_DATA"] = this["data"];
        start.Environment["DOCKERSCAN_TRIVY_MIRROR"] = mirror;
        return Process.Start(start)!;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
