using System.Diagnostics;

namespace DockerScan.Host.Tests.Scripts;

/// <summary>The installation of <c>eng/lib.sh</c>, with an apt-get and a policy-rc.d of the test's own.</summary>
public sealed class AptInstallTests : IDisposable
{
    private const string Mark = "# made by dockerscan for an installation, process";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-apt-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Policy => Path.Combine(_folder.FullName, "policy-rc.d");

    private string Seen => Path.Combine(_folder.FullName, "seen");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 100", 100)]
    public async Task AptInstall_WhateverItsEnd_ServicesAreHeldBackAndNothingStays(string end, int expected)
    {
        Assert.Equal(expected, await InstallAsync($"[ \"$1\" = update ] || {{ cp '{Policy}' '{Seen}'; {end}; }}"));

        Assert.Contains("exit 101", await File.ReadAllTextAsync(Seen, Token), StringComparison.Ordinal);
        Assert.False(File.Exists(Policy));
    }

    [Theory]
    [InlineData("HUP")]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task AptInstall_StoppedInTheMiddle_NothingStays(string signal)
    {
        // The parent of apt-get is the shell that installs.
        await InstallAsync($"[ \"$1\" = update ] || {{ cp '{Policy}' '{Seen}'; kill -{signal} $PPID; }}");

        Assert.True(File.Exists(Seen));
        Assert.False(File.Exists(Policy));
    }

    [Fact]
    public async Task AptInstall_OneThatAKilledRunLeft_IsReplacedAndRemoved()
    {
        // No process has a number above the kernel's largest.
        await File.WriteAllTextAsync(Policy, $"#!/bin/sh\n{Mark} 4194305\nexit 101\n", Token);

        Assert.Equal(0, await InstallAsync("exit 0"));

        Assert.False(File.Exists(Policy));
    }

    [Fact]
    public async Task AptInstall_SomebodyElses_Stays()
    {
        await File.WriteAllTextAsync(Policy, "#!/bin/sh\nexit 101\n", Token);

        Assert.Equal(0, await InstallAsync("exit 0"));

        Assert.True(File.Exists(Policy));
    }

    [Fact]
    public async Task AptInstall_AnotherRunsThatLives_Stays()
    {
        await File.WriteAllTextAsync(Policy, FormattableString.Invariant($"#!/bin/sh\n{Mark} {Environment.ProcessId}\nexit 101\n"), Token);

        Assert.Equal(0, await InstallAsync("exit 0"));

        Assert.True(File.Exists(Policy));
    }

    private async Task<int> InstallAsync(string aptGet)
    {
        var command = Path.Combine(_folder.FullName, "apt-get");
        await File.WriteAllTextAsync(command, $"#!/bin/sh\n{aptGet}\n", Token);
        File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo("bash") { UseShellExecute = false };
        foreach (var word in (string[])["-c", "set -euo pipefail; . eng/lib.sh; apt_install something"])
        {
            start.ArgumentList.Add(word);
        }

        start.WorkingDirectory = Repository.Root;
        start.Environment["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["policy_rc"] = Policy;
        start.Environment["root"] = Repository.Root;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(Token);
        return process.ExitCode;
    }
}
