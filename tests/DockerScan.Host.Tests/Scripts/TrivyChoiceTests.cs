namespace DockerScan.Host.Tests.Scripts;

/// <summary>Which Trivy <c>ensure_trivy</c> takes: the operator's, PATH's, the official release, npm's build; and what it says of that.</summary>
public sealed class TrivyChoiceTests : IAsyncDisposable
{
    private const string Choose = "ensure_trivy; echo \"takes $DOCKERSCAN_TRIVY\"";

    private readonly ArchiveServer _server = new();
    private readonly TrivyShell _shell = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Only here, after the script is read, can the pins be others.
    private string Pins => $"TRIVY_AMD64_SHA256={_server.Sha256} TRIVY_ARM64_SHA256={_server.Sha256};";

    [Fact]
    public async Task EnsureTrivy_OperatorsOwn_NothingIsFetched()
    {
        var (code, said) = await _shell.RunAsync($"DOCKERSCAN_TRIVY=/my/trivy; {Choose}", _server.Url("right"));

        Assert.Equal((0, "takes /my/trivy\n"), (code, said));
        Assert.Empty(_server.Asked);
    }

    [Fact]
    public async Task EnsureTrivy_OnPath_NothingIsFetched()
    {
        var (code, said) = await _shell.RunAsync($"command() {{ echo /usr/local/bin/trivy; }}; {Choose}", _server.Url("right"));

        Assert.Equal((0, "takes /usr/local/bin/trivy\n"), (code, said));
        Assert.Empty(_server.Asked);
    }

    [Theory]
    [InlineData("Linux x86_64", "trivy_0.74.0_Linux-64bit.tar.gz")]
    [InlineData("Linux aarch64", "trivy_0.74.0_Linux-ARM64.tar.gz")]
    public async Task EnsureTrivy_Nothing_OfficialReleaseIsFetchedOnce(string system, string archive)
    {
        var script = $"{Pins} uname() {{ echo '{system}'; }}; {Choose}";

        var first = await _shell.RunAsync(script, _server.Url("mirror"));
        var second = await _shell.RunAsync(script, _server.Url("mirror"));

        Assert.Contains($"takes {_shell.Official}\n", first.Said, StringComparison.Ordinal);
        Assert.Equal((0, $"takes {_shell.Official}\n"), second);
        Assert.Equal([$"mirror/v0.74.0/{archive}"], _server.Asked);
        Assert.False(File.Exists(_shell["npm"]));
    }

    [Theory]
    [InlineData("page", "is not the pinned archive")]
    [InlineData("cut", "was cut (3 tries)")]
    [InlineData("missing", "answers HTTP 404")]
    [InlineData("slow", "is too slow: more than 1 s")]
    public async Task EnsureTrivy_OfficialCannotBeHad_NpmsBuildIsTakenAndNamed(string path, string reason)
    {
        var (code, said) = await _shell.RunAsync($"{Pins} trivy_seconds={(path == "slow" ? 1 : 30)}; install_npm_trivy() {{ mkdir -p \"${{1%/*}}\"; echo x >\"$1\"; chmod 755 \"$1\"; }}; {Choose}", _server.Url(path));

        Assert.Equal(0, code);
        Assert.Contains($"takes {_shell.Npm}\n", said, StringComparison.Ordinal);
        var line = Assert.Single(said.Split('\n'), line => line.Contains("is used", StringComparison.Ordinal));
        Assert.StartsWith("dockerscan: Trivy 0.44.1 of August 2023 (npm's build) is used, because Trivy 0.74.0 could not be had: ", line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
        Assert.Contains("next step: ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnsureTrivy_NothingCanBeHad_SaysWhyOfBothAndWhatToDo()
    {
        var (code, said) = await _shell.RunAsync($"{Pins} ensure_trivy", _server.Url("missing"));

        Assert.Equal(1, code);
        var line = Assert.Single(said.Split('\n'), line => line.Contains("Trivy is missing", StringComparison.Ordinal));
        Assert.Contains("answers HTTP 404", line, StringComparison.Ordinal);
        Assert.Contains("npm cannot fetch", line, StringComparison.Ordinal);
        Assert.Contains("next step: ", said, StringComparison.Ordinal);
        Assert.Empty(_shell.Kept);
    }

    [Fact]
    public async Task EnsureTrivy_FailedLately_IsNotTriedAgainButByTheDoctorOrForAnotherMirror()
    {
        foreach (var (script, mirror, asked) in new[]
        {
            ("ensure_trivy", "missing", 1), ("ensure_trivy", "missing", 1), ("verb=doctor; ensure_trivy", "missing", 2),
            ("trivy_rest=0; ensure_trivy", "missing", 3), ("ensure_trivy", "right", 4),
        })
        {
            var (code, said) = await _shell.RunAsync(Pins + script, _server.Url(mirror));

            Assert.Equal(mirror == "right" ? 0 : 1, code);
            Assert.Equal(asked, _server.Asked.Count);
            Assert.Equal(code == 1, said.Contains("answers HTTP 404", StringComparison.Ordinal));
        }

        Assert.True(File.Exists(_shell.Official));
    }

    [Fact]
    public async Task EnsureTrivy_TwoAtOnce_OneFetches()
    {
        var both = await Task.WhenAll(_shell.RunAsync(Pins + Choose, _server.Url("right")), _shell.RunAsync(Pins + Choose, _server.Url("right")));

        Assert.All(both, run => Assert.Contains($"takes {_shell.Official}\n", run.Said, StringComparison.Ordinal));
        Assert.Single(_server.Asked);
        Assert.Equal(["trivy-0.74.0/trivy"], _shell.Kept);
    }

    [Fact]
    public async Task EnsureTrivy_KilledInTheMiddle_LeavesNothingThatCountsAndTheNextOneSweeps()
    {
        using (var killed = _shell.Start($"{Pins} ensure_trivy", _server.Url("slow")))
        {
            await _server.FirstAsked.WaitAsync(Token);
            killed.Kill(entireProcessTree: true);
            await killed.WaitForExitAsync(Token);
        }

        Assert.False(File.Exists(_shell.Official));
        Assert.NotEmpty(Directory.GetDirectories(_shell.Tools, ".trivy-fetch.*"));

        var (code, _) = await _shell.RunAsync(Pins + Choose, _server.Url("right"));

        Assert.Equal(0, code);
        Assert.Empty(Directory.GetDirectories(_shell.Tools, ".trivy-fetch.*"));
        Assert.Equal(["trivy-0.74.0/trivy"], _shell.Kept);
    }

    [Fact]
    public async Task EnsureTrivy_EmptyFileInItsPlace_IsFetchedAnew()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_shell.Official)!);
        await File.WriteAllTextAsync(_shell.Official, string.Empty, Token);
        File.SetUnixFileMode(_shell.Official, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var (code, _) = await _shell.RunAsync(Pins + Choose, _server.Url("right"));

        Assert.Equal(0, code);
        Assert.Equal(ArchiveServer.Program, await File.ReadAllTextAsync(_shell.Official, Token));
    }

    [Fact]
    public async Task EnsureTrivy_VariablesOfTheCaller_ChangeNoPin()
    {
        using var process = _shell.Start("echo $TRIVY_AMD64_SHA256");
        var before = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);

        var (_, said) = await _shell.RunAsync("export TRIVY_AMD64_SHA256=bad trivy_tries=99; bash -c '. eng/lib.sh; echo $TRIVY_AMD64_SHA256 $trivy_tries'");

        Assert.Equal($"{before.TrimEnd()} 3", said.TrimEnd());
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _shell.Dispose();
    }
}
