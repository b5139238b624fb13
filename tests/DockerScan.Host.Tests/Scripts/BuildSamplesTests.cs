using System.Diagnostics;

namespace DockerScan.Host.Tests.Scripts;

/// <summary>What <c>eng/build-samples.sh</c> says where the root file system of its samples cannot be made, with commands of the test's own.</summary>
public sealed class BuildSamplesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-samples-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Temporary failure resolving 'deb.debian.org'")]
    [InlineData("Could not connect to deb.debian.org:80 (151.101.2.132), connection timed out")]
    [InlineData("connect (101: Network is unreachable)")]
    public async Task Build_NoNetwork_IsThreeLines(string error)
    {
        var (code, said) = await BuildAsync($"for i in 1 2 3; do echo \"E: {error}\"; done; exit 1");

        Assert.Equal(69, code);
        Assert.Collection(
            said.TrimEnd().Split('\n'),
            line => Assert.Equal("dockerscan: making a Debian 12 root file system (debian) … failed", line),
            line => Assert.Equal("dockerscan: the mirror of its packages cannot be reached: no network, or no DNS", line),
            line => Assert.Matches(@"^dockerscan: next step: run this where there is a network, or bring the \.dockerscan/cache of a machine that made debian-12-[0-9a-f]{16}\.tar$", line));
        Assert.Empty(Directory.GetFiles(_folder.FullName, "*.tar*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Build_AnotherError_IsShownAsItIs()
    {
        var (code, said) = await BuildAsync("echo 'E: no space left on device'; exit 1");

        Assert.Equal(69, code);
        Assert.Contains("E: no space left on device\n", said, StringComparison.Ordinal);
        Assert.DoesNotContain("cannot be reached", said, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // The script goes by where it lies, so it has a tree of its own without a cache.
    private async Task<(int Code, string Said)> BuildAsync(string mmdebstrap)
    {
        foreach (var file in (string[])["eng/build-samples.sh", "eng/lib.sh", "eng/trivy.sh", "eng/trivy.lock", "samples/bad/Dockerfile"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder.FullName, file))!);
            File.Copy(Path.Combine(Repository.Root, file), Path.Combine(_folder.FullName, file), overwrite: true);
        }

        Write("docker", "exit 1");
        Write("mmdebstrap", mmdebstrap);
        var start = new ProcessStartInfo("bash") { UseShellExecute = false, RedirectStandardError = true, WorkingDirectory = _folder.FullName };
        start.ArgumentList.Add("eng/build-samples.sh");
        start.ArgumentList.Add("bad");
        start.Environment.Remove("root");
        start.Environment["DOCKERSCAN_DATA"] = Path.Combine(_folder.FullName, "data");
        start.Environment["PATH"] = $"{Path.Combine(_folder.FullName, "bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, said);
    }

    private void Write(string name, string body)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.FullName, "bin")).FullName, name);
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
