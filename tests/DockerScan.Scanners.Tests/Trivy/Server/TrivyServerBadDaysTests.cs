using System.Collections.Concurrent;
using System.Text.Json;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Matching;
using DockerScan.Scanners.Trivy.Report;
using DockerScan.Scanners.Trivy.Server;
using DockerScan.Scanners.Trivy.Server.Rpc;
using DockerScan.Scanners.Trivy.Systems;

namespace DockerScan.Scanners.Tests.Trivy.Server;

/// <summary>The real server in the middle of a match: it is killed, refuses the token, has no room, is swapped under load. What is found is never less: it is all, or a named reason.</summary>
[Trait("Category", "Engine")]
[Collection(ChildProcesses.Name)]
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class TrivyServerBadDaysTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly ImageDigest Image = ImageDigest.Parse(TrivyBed.ImageId);

    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Interrupted _rpc = new(new TrivyRpc(TimeProvider.System));
    private readonly TrivyBed _bed;
    private Task _keeping = Task.CompletedTask;

    public TrivyServerBadDaysTests() => _bed = new TrivyBed(TimeProvider.System, options => options.KeepServer = true, _rpc);

    [Fact]
    public async Task MatchAsync_ServerIsKilledBetweenListAndAnswer_WaitsForTheNextAndFindsTheSame()
    {
        var first = await StartAsync();
        var whole = await MatchAsync();
        Assert.NotEmpty(whole.Findings);
        _rpc.BeforeScan = server =>
        {
            _rpc.BeforeScan = null;
            LinuxProcess.Kill(server.ProcessId);
        };

        var match = await MatchAsync();

        Assert.Null(match.Problem);
        Assert.Equal(Text(whole), Text(match));
        Assert.NotEqual(first.Id, State()?.Id);
    }

    [Fact]
    public async Task MatchAsync_ServerIsKilledAndNoneIsKept_SaysSo()
    {
        await StartAsync();
        _bed.Options.KeepServer = false;
        _rpc.BeforeScan = server => LinuxProcess.Kill(server.ProcessId);

        var match = await MatchAsync();

        Assert.StartsWith("it cannot be reached", match.Problem, StringComparison.Ordinal);
        Assert.Empty(match.Findings);
    }

    [Fact]
    public async Task MatchAsync_WrongToken_SaysSoAndFindsNothing()
    {
        var state = await StartAsync();
        await JsonFile.WritePrivateAsync(_bed.Paths.ServerFile, state with { Token = "wrong" }, TrivyJsonContext.Default.TrivyServerState, "x", _stop.Token);

        var match = await MatchAsync();

        Assert.Matches("^it answered with 4", match.Problem);
        Assert.Empty(match.Findings);
    }

    [Fact]
    public async Task MatchAsync_NoRoomForWhatItIsSent_SaysSoAndFindsNothing()
    {
        var real = RealTrivy.Path();
        Assert.SkipUnless(CanMount(), "this user may not mount a file system, even in a namespace of its own");
        // What it keeps lies on a small file system that it alone sees, and that goes with it.
        var wrapper = _bed.Folder["trivy"];
        await File.WriteAllTextAsync(
            wrapper,
            $$"""
            #!/bin/sh
            [ "$1" = server ] || exec '{{real}}' "$@"
            for word; do [ "$before" = --cache-dir ] && cache=$word; before=$word; done
            exec {{Unshare}} sh -c 'mkdir -p "$0/fanal" && mount -t tmpfs -o size=256k tmpfs "$0/fanal" && exec "$@"' "$cache" '{{real}}' "$@"

            """,
            _stop.Token);
        File.SetUnixFileMode(wrapper, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await StartAsync(wrapper);
        _bed.Options.KeepServer = false;
        var few = await MatchAsync();
        await KeepAsync(packages: 4000);

        var match = await MatchAsync();

        // With room for few it answers, so that it is the room and nothing else that fails.
        Assert.NotEmpty(few.Findings);
        Assert.Matches("^it answered with 5", match.Problem);
        Assert.Empty(match.Findings);
    }

    [Fact]
    public async Task MatchAsync_DatabaseIsRefreshedUnderLoad_LeavesNoGapAndGivesNoOtherAnswer()
    {
        var first = await StartAsync();
        var whole = await MatchAsync();
        var matches = new ConcurrentQueue<PackageMatch>();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var asking = Enumerable.Range(0, 2).Select(_ => AskAsync(matches, enough.Token)).ToList();
        await UntilAsync(() => matches.Count > 10);

        // By a rename, as a refresh does it: whoever reads at that moment reads a whole one.
        var metadata = DatabaseInspector.MetadataFile(_bed.Options.DatabasePath!);
        await File.WriteAllTextAsync(metadata + ".next", """{"Version":2,"NextUpdate":"2099-01-01T00:00:00Z","UpdatedAt":"2026-11-24T00:00:00Z"}""", _stop.Token);
        File.Move(metadata + ".next", metadata, overwrite: true);
        await UntilAsync(() => State() is { } state && state.Id != first.Id);
        var (disk, memory) = (Directory.EnumerateFiles(_bed.Paths.Servers, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length), (long[])[LinuxProcess.OwnBytes(first.ProcessId) ?? 0, LinuxProcess.OwnBytes(State()!.ProcessId) ?? 0]);
        var seen = matches.Count;
        await UntilAsync(() => matches.Count > seen + 10);
        await enough.CancelAsync();
        await Task.WhenAll(asking);

        Assert.All(matches, match => Assert.Null(match.Problem));
        Assert.All(matches, match => Assert.Equal(Text(whole), Text(match)));
        Assert.Contains(matches, match => match.Data == whole.Data);
        Assert.Equal("configured 2026-11-24T00:00:00Z", matches.Last().Data);
        TestContext.Current.TestOutputHelper?.WriteLine($"{matches.Count} matches; two servers for a moment: {memory[0] >> 20} and {memory[1] >> 20} MiB of memory of their own, {disk >> 10} KiB on the disk");
    }

    [Fact]
    public async Task RunAsync_ItsFolderCannotBeMade_IsNamed()
    {
        Directory.CreateDirectory(_bed.Paths.Root);
        await File.WriteAllTextAsync(_bed.Paths.Servers, "a file where the folder belongs", _stop.Token);
        Start();

        await UntilAsync(() => _bed.Alarm.Problem is not null);

        Assert.StartsWith("its folder below Trivy:CacheDirectory, or a shell, cannot be used", _bed.Alarm.Problem, StringComparison.Ordinal);
        Assert.False(File.Exists(_bed.Paths.ServerFile));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        RealTrivy.Keep(_bed);
        _bed.Dispose();
    }

    private static string Unshare => Environment.IsPrivilegedProcess ? "unshare --mount" : "unshare --mount --map-root-user";

    private static bool CanMount()
    {
        using var process = System.Diagnostics.Process.Start("/bin/sh", ["-c", $"{Unshare} mount -t tmpfs tmpfs /mnt 2>/dev/null"]);
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private async Task<TrivyServerState> StartAsync(string? program = null)
    {
        Start(program);
        await UntilAsync(() => State() is not null);
        await KeepAsync(packages: 20);
        return State()!;
    }

    private void Start(string? program = null)
    {
        RealTrivy.Use(_bed);
        _bed.Options.Path = program ?? _bed.Options.Path;
        _bed.Options.DatabasePath = _bed.Folder["database"];
        var folder = Directory.CreateDirectory(Path.Combine(_bed.Options.DatabasePath, "db")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(TestFiles.Repository, "samples", "trivy-db", "db")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        _keeping = _bed.Keeper.RunAsync(_stop.Token);
    }

    // As if the command had listed them: one that the database knows, and others.
    private async Task KeepAsync(int packages)
    {
        var tool = (await _bed.Locator.LocateAsync(_stop.Token)).Tool!;
        var list = Enumerable.Range(0, packages).Select(i => Package($"other{i}")).Append(Package("tar")).ToList();
        await _bed.Analyses.KeepAsync(
            Image,
            new KnownAnalysis
            {
                Form = KnownAnalysis.CurrentForm,
                Image = Image.Value,
                Key = AnalysisKey.Of(tool, _bed.Databases.Choose().CacheFolder, Image),
                PackagesKey = AnalysisKey.OfPackages(tool),
                FoundAt = TimeProvider.System.GetUtcNow(),
                Report = new TrivyReport
                {
                    ArtifactName = Image.Value,
                    Metadata = new TrivyMetadata { Os = new TrivyOs { Family = "debian", Name = "12.5" } },
                    Results = [new TrivyResult { Target = $"{Image.Value} (debian 12.5)", Class = TrivyResult.OsPackages, Type = "debian", Packages = list }],
                },
                Notices = SystemNotices.Read(string.Empty),
                Facts = new ImageFacts([], null),
                HasJavaIndex = false,
                Flags = string.Empty,
                IsProven = true,
                HasVendorSeverity = true,
            },
            _stop.Token);
    }

    private static TrivyPackage Package(string name) => new() { Id = name + "@1.0", Name = name, Version = "1.0", SrcName = name, SrcVersion = "1.0", Arch = "amd64" };

    private async Task AskAsync(ConcurrentQueue<PackageMatch> matches, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            matches.Enqueue(await MatchAsync());
        }
    }

    private Task<PackageMatch> MatchAsync() => _bed.Matcher.MatchAsync(Image, _stop.Token);

    private TrivyServerState? State() => JsonFile.TryRead(_bed.Paths.ServerFile, TrivyJsonContext.Default.TrivyServerState);

    private static string Text(PackageMatch match) => string.Join('\n', match.Findings.Select(finding => JsonSerializer.Serialize(finding)));

    private async Task UntilAsync(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    private sealed class Interrupted(TrivyRpc inner) : ITrivyRpc, IDisposable
    {
        public Action<TrivyServerState>? BeforeScan { get; set; }

        public Task<bool> IsHealthyAsync(int port, CancellationToken cancellationToken) => inner.IsHealthyAsync(port, cancellationToken);

        public Task PutBlobAsync(TrivyServerState server, RpcPutBlob blob, CancellationToken cancellationToken) => inner.PutBlobAsync(server, blob, cancellationToken);

        public Task<RpcScanAnswer> ScanAsync(TrivyServerState server, RpcScan scan, CancellationToken cancellationToken)
        {
            BeforeScan?.Invoke(server);
            return inner.ScanAsync(server, scan, cancellationToken);
        }

        public Task DeleteBlobAsync(TrivyServerState server, string blob, CancellationToken cancellationToken) => inner.DeleteBlobAsync(server, blob, cancellationToken);

        public void Dispose() => inner.Dispose();
    }
}
