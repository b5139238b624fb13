using System.Diagnostics;

namespace DockerScan.Host.Tests.Scripts;

/// <summary>The build of <c>eng/lib.sh</c> with a dotnet of the test's own.</summary>
public sealed class PublishTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-publish-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_NoNetworkAndNoPackages_IsTwoLines()
    {
        var (code, said) = await PublishAsync(
            "for i in 1 2 3; do echo \"/x.csproj : error NU1301: Failed to retrieve information about 'Dapper' from remote source 'https://…'\"; done; return 1");

        Assert.Equal(1, code);
        Assert.Equal(
            [
                "dockerscan: building … failed",
                "dockerscan: the build needs packages that are not on this machine (Dapper …), and NuGet's registry cannot be reached",
                "dockerscan: next step: run it once where there is a network, or bring the packages folder of a machine that built this version (~/.nuget/packages, or name one in NUGET_PACKAGES), then start again",
            ],
            said.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Publish_AnotherError_IsShownAsItIs()
    {
        var (code, said) = await PublishAsync("echo 'x.cs(1,1): error CS0103: no such name'; return 1");

        Assert.Equal(1, code);
        Assert.Contains("error CS0103: no such name", said, StringComparison.Ordinal);
        Assert.DoesNotContain("next step", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_Success_SaysNothingOfTheBuild()
    {
        var (code, said) = await PublishAsync("echo chatter");

        Assert.Equal(0, code);
        Assert.DoesNotContain("chatter", said, StringComparison.Ordinal);
    }

    // NU1900 says that nobody could be asked what is known against packages: without a network the build goes on, and CI's does not.
    [Theory]
    [InlineData(null, true)]
    [InlineData("true", false)]
    public async Task Build_NoNetworkButAllPackages_IsNoErrorButInCi(string? ci, bool expected)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = Repository.Root };
        foreach (var word in (string[])["msbuild", "src/DockerScan.Core", "-getProperty:WarningsNotAsErrors", "-nodeReuse:false"])
        {
            start.ArgumentList.Add(word);
        }

        start.Environment["CI"] = ci;
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);

        Assert.Equal((0, expected), (process.ExitCode, said.Split(';', StringSplitOptions.TrimEntries).Contains("NU1900")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<(int Code, string Said)> PublishAsync(string dotnet)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "artifacts"));
        var start = new ProcessStartInfo("bash") { UseShellExecute = false, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"set -euo pipefail; . eng/lib.sh; root='{_folder.FullName}'; dotnet() {{ {dotnet}; }}; publish building x.csproj");
        start.Environment["root"] = Repository.Root;
        start.Environment["DOCKERSCAN_DATA"] = _folder.FullName;
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, said);
    }
}
