namespace DockerScan.Host.Tests.Scripts;

/// <summary>The download of <c>eng/trivy.sh</c> against a release page on the loopback: what is not whole and pinned is never kept, and the reason is one line.</summary>
public sealed class TrivyFetchTests : IAsyncDisposable
{
    private readonly ArchiveServer _server = new();
    private readonly TrivyShell _shell = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("right", 1)]
    [InlineData("flaky", 2)]
    [InlineData("moved", 2)]
    public async Task InstallRelease_PinnedArchive_IsThere(string path, int requests)
    {
        var (code, said) = await InstallAsync(_server.Url(path), _server.Sha256);

        Assert.Equal((0, string.Empty), (code, said));
        Assert.Equal(["trivy-0.74.0/trivy"], _shell.Kept);
        Assert.Equal(ArchiveServer.Program, await File.ReadAllTextAsync(_shell.Official, Token));
        Assert.True(File.GetUnixFileMode(_shell.Official).HasFlag(UnixFileMode.UserExecute));
        Assert.Equal(requests, _server.Asked.Count);
    }

    [Theory]
    [InlineData("right", "is not the pinned archive: SHA-256 ", 1, "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("page", "is not the pinned archive: SHA-256 ", 1)]
    [InlineData("short", "is not the pinned archive: SHA-256 ", 1)]
    [InlineData("cut", "was cut (3 tries)", 3)]
    [InlineData("missing", "answers HTTP 404", 1)]
    [InlineData("busy", "answers HTTP 503 (3 tries)", 3)]
    [InlineData("slow", "is too slow: more than 1 s", 1)]
    [InlineData("large", "is larger than 1 MiB", 1)]
    [InlineData("endless", "is larger than 1 MiB", 1)]
    [InlineData("circle", "redirects without an end", 6)]
    [InlineData("file", "leads to one that is not", 1)]
    public async Task InstallRelease_AnythingElse_IsOneLineAndNothingStays(string path, string reason, int requests, string? sha256 = null)
    {
        var (code, said) = await InstallAsync(_server.Url(path), sha256 ?? _server.Sha256);

        Assert.Equal(1, code);
        Assert.Contains(reason, Assert.Single(said.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(_shell.Kept);
        Assert.Equal(requests, _server.Asked.Count);
    }

    [Fact]
    public async Task InstallRelease_ArchiveWithoutTheProgram_IsOneLineAndNothingStays()
    {
        var (code, said) = await InstallAsync(_server.Url("readme"), _server.OtherSha256);

        Assert.Equal((1, "the archive cannot be unpacked: it holds no program trivy, or the disk is full\n"), (code, said));
        Assert.Empty(_shell.Kept);
    }

    [Fact]
    public async Task InstallRelease_NobodyThere_IsOneLine()
    {
        var url = _server.Url("right");
        await _server.StopAsync();

        var (code, said) = await InstallAsync(url, _server.Sha256);

        Assert.Equal(1, code);
        Assert.EndsWith(" does not answer (3 tries)\n", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file:///etc/hostname")]
    [InlineData("ftp://127.0.0.1/a")]
    [InlineData("http://127.0.0.1/a b")]
    [InlineData("http://127.0.0.1/\\\"")]
    [InlineData("")]
    public async Task InstallRelease_NoAddressThatIsFetched_IsOneLine(string url)
    {
        var (code, said) = await InstallAsync(url, _server.Sha256);

        Assert.Equal(1, code);
        Assert.Contains(" is none that is fetched", Assert.Single(said.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(_shell.Kept);
    }

    [Fact]
    public async Task EnsureTrivy_PasswordInTheMirror_IsNeitherSaidNorKept()
    {
        var (_, said) = await _shell.RunAsync("ensure_trivy", _server.Url("missing").Replace("http://", "http://me:CLEAR@", StringComparison.Ordinal));

        Assert.Contains("answers HTTP 404", said, StringComparison.Ordinal);
        Assert.DoesNotContain("CLEAR", said, StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(_shell.Tools, ".*failed"), file => Assert.DoesNotContain("CLEAR", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Linux x86_64", "trivy_0.74.0_Linux-64bit.tar.gz 2ae6fe3ee734b7fdf11335663e18c75ea12dccc76062f09f164a3b0f8be4371a")]
    [InlineData("Linux aarch64", "trivy_0.74.0_Linux-ARM64.tar.gz b94ce1976bbf3c15b514b605ee88be7c6d94a29be2302847ff01cb794d47aad5")]
    [InlineData("Linux riscv64", "")]
    [InlineData("Darwin arm64", "")]
    public async Task TrivyRelease_System_IsPinned(string system, string expected)
    {
        var (code, said) = await _shell.RunAsync($"trivy_release '{system}'");

        Assert.Equal((expected.Length > 0 ? 0 : 1, expected), (code, said.TrimEnd()));
    }

    [Theory]
    [InlineData(null, "https://github.com/aquasecurity/trivy/releases/download/v0.74.0/a.tar.gz")]
    [InlineData("https://mirror.example/trivy/", "https://mirror.example/trivy/v0.74.0/a.tar.gz")]
    public async Task TrivyUrl_Mirror_TakesThePlaceOfTheReleasePage(string? mirror, string expected)
        => Assert.Equal(expected, (await _shell.RunAsync("trivy_url a.tar.gz", mirror)).Said.TrimEnd());

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _shell.Dispose();
    }

    private Task<(int Code, string Said)> InstallAsync(string url, string sha256)
        => _shell.RunAsync($"trivy_seconds={(url.EndsWith("slow", StringComparison.Ordinal) ? 1 : 30)} trivy_kib=1024; install_release '{url}' {sha256} '{_shell.Official}'");
}
