using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Server;

namespace DockerScan.Scanners.Tests.Trivy.Server;

/// <summary>The real program, kept: it dies, hangs, finds its port taken, gets a newer database.</summary>
[Trait("Category", "Engine")]
[Collection(ChildProcesses.Name)]
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class TrivyServerKeeperTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly TakenPorts _ports = new();
    private TrivyBed _bed;
    private Task _keeping = Task.CompletedTask;

    public TrivyServerKeeperTests() => _bed = new TrivyBed(TimeProvider.System, options => options.KeepServer = true, ports: _ports);

    [Fact]
    public async Task RunAsync_UntilStopped_LeavesNothing()
    {
        Start();
        var state = await ServerAsync(_ => true);
        Assert.Equal(state.Id, (await FindAsync()).Server?.Id);
        Assert.DoesNotContain(state.Token, state.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(state.Token, await File.ReadAllTextAsync($"/proc/{state.ProcessId}/cmdline", _stop.Token), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_bed.Paths.ServerFile));
        var scratch = ServerScratch.FindFolder(state.Folder);
        Assert.True(scratch is null || File.GetUnixFileMode(scratch) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));

        await StopAsync();

        Assert.False(Directory.Exists(scratch));

        Assert.NotEqual(state.ProcessStart, LinuxProcess.StartedAt(state.ProcessId));
        Assert.False(File.Exists(_bed.Paths.ServerFile));
        Assert.Empty(Directory.GetDirectories(_bed.Paths.Servers));
    }

    [Fact]
    public async Task RunAsync_ServerDies_IsReplaced()
    {
        Start();
        var first = await ServerAsync(_ => true);
        LinuxProcess.Kill(first.ProcessId);
        await UntilAsync(() => LinuxProcess.StartedAt(first.ProcessId) != first.ProcessStart);
        Assert.NotEqual(first.Id, (await FindAsync()).Server?.Id);

        var second = await ServerAsync(state => state.Id != first.Id);

        Assert.Equal(second.Id, (await FindAsync()).Server?.Id);
        Assert.False(Directory.Exists(first.Folder));
    }

    [Fact]
    public async Task RunAsync_ServerHangs_IsReplacedOnceSomebodyWaitedInVain()
    {
        Start();
        var first = await ServerAsync(_ => true);
        await SignalAsync("STOP", first.ProcessId);

        // It is there and has the port: only its silence tells.
        Assert.Equal(first.Id, (await FindAsync()).Server?.Id);
        Assert.False(await _bed.Rpc.IsHealthyAsync(first.Port, _stop.Token));
        _bed.Alarm.Raise(first.Id);
        var second = await ServerAsync(state => state.Id != first.Id);

        Assert.True(await _bed.Rpc.IsHealthyAsync(second.Port, _stop.Token));
        Assert.NotEqual(first.ProcessStart, LinuxProcess.StartedAt(first.ProcessId));
    }

    [Theory]
    [InlineData(1, long.MaxValue)]
    [InlineData(long.MaxValue, 1)]
    public async Task RunAsync_ServerTakesMoreThanItMay_IsReplaced(long memory, long cache)
    {
        Bound(new TrivyServerBounds { OwnBytes = memory, CacheBytes = cache });
        Start();
        var first = await ServerAsync(_ => true);

        await ServerAsync(state => state.Id != first.Id);

        Assert.NotEqual(first.ProcessStart, LinuxProcess.StartedAt(first.ProcessId));
        Assert.False(Directory.Exists(first.Folder));
    }

    [Fact]
    public async Task RunAsync_NoRoomForItsCopy_IsNamedAndLeavesNothing()
    {
        Bound(new TrivyServerBounds { SpareBytes = long.MaxValue / 2 });
        Start();
        await UntilAsync(() => _bed.Alarm.Problem is not null);

        var line = Assert.Single(await _bed.ServerHealth.ProbeAsync(_stop.Token));
        Assert.Equal((DockerScan.Core.Health.HealthStatus.Degraded, "trivy server"), (line.Status, line.Part));
        Assert.Matches(@"^not running: its copy of the database does not fit on the disk of Trivy:CacheDirectory \(\d+ MiB free\); scans run the command$", line.Detail);
        Assert.False(File.Exists(_bed.Paths.ServerFile));
        Assert.Empty(Directory.GetDirectories(_bed.Paths.Servers));
    }

    [Fact]
    public async Task ProbeAsync_RunningAndSilent_IsSaid()
    {
        Start();
        var state = await ServerAsync(_ => true);

        var running = Assert.Single(await _bed.ServerHealth.ProbeAsync(_stop.Token));
        await SignalAsync("STOP", state.ProcessId);
        var silent = Assert.Single(await _bed.ServerHealth.ProbeAsync(_stop.Token));

        Assert.Equal(DockerScan.Core.Health.HealthStatus.Healthy, running.Status);
        Assert.Matches($@"^running, process {state.ProcessId} on 127\.0\.0\.1:{state.Port}, version .+, database \d+ (h|days) old, \d+ MiB$", running.Detail);
        Assert.Equal((DockerScan.Core.Health.HealthStatus.Degraded, $"process {state.ProcessId} does not answer; scans run the command"), (silent.Status, silent.Detail));
    }

    [Fact]
    public async Task RunAsync_PortIsTaken_TakesAnother()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        _ports.First = ((IPEndPoint)other.LocalEndpoint).Port;
        Start();

        var state = await ServerAsync(_ => true);

        Assert.NotEqual(_ports.First, state.Port);
        // Nothing was said to whoever has it.
        Assert.False(other.Pending());
    }

    [Fact]
    public async Task RunAsync_NewerDatabase_IsServedByANewOneBeforeTheOldOneEnds()
    {
        Start();
        var first = await ServerAsync(_ => true);
        await File.WriteAllTextAsync(
            DatabaseInspector.MetadataFile(_bed.Options.DatabasePath!), """{"Version":2,"NextUpdate":"2099-01-01T00:00:00Z","UpdatedAt":"2026-11-24T00:00:00Z"}""", _stop.Token);
        Assert.Equal("it has another database", (await FindAsync()).Problem);

        var second = await ServerAsync(state => state.Id != first.Id);

        Assert.Equal(first.ProcessStart, LinuxProcess.StartedAt(first.ProcessId));
        Assert.Equal(second.Id, (await FindAsync()).Server?.Id);
        TestContext.Current.TestOutputHelper?.WriteLine($"two for a moment: {LinuxProcess.OwnBytes(first.ProcessId) >> 20} and {LinuxProcess.OwnBytes(second.ProcessId) >> 20} MiB of their own");
    }

    [Fact]
    public async Task RunAsync_TwoKeepers_ShareOneServer()
    {
        Start();
        var state = await ServerAsync(_ => true);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var second = _bed.Keeper.RunAsync(stop.Token);

        await stop.CancelAsync();
        await second;

        // Who does not keep it does not take it away either.
        Assert.Equal(state.Id, (await FindAsync()).Server?.Id);
    }

    [Fact]
    public async Task RunAsync_LeftByAKeeperThatWasKilled_IsEndedFirst()
    {
        Start();
        var left = await ServerAsync(_ => true);
        var file = await File.ReadAllBytesAsync(_bed.Paths.ServerFile, _stop.Token);
        await StopAsync();
        // As if the keeper and its shell had been killed: a process with the copy open, named by the file.
        Directory.CreateDirectory(Path.Combine(left.Folder, "db"));
        var copy = DatabaseInspector.DatabaseFile(left.Folder);
        await File.WriteAllTextAsync(copy, "x", _stop.Token);
        await using var orphan = await TrivyServerProcess.StartAsync(
            "/bin/sh", ["-c", $"exec sleep 600 <'{copy}'"], _bed.Folder.Path, new Dictionary<string, string>(), scratch: null, TimeProvider.System, _stop.Token);
        await UntilAsync(() => LinuxProcess.HasOpen(orphan.Id, left.DatabaseEnding));
        var text = System.Text.Encoding.UTF8.GetString(file)
            .Replace($"\"ProcessId\":{left.ProcessId}", $"\"ProcessId\":{orphan.Id}", StringComparison.Ordinal)
            .Replace($"\"ProcessStart\":{left.ProcessStart}", $"\"ProcessStart\":{LinuxProcess.StartedAt(orphan.Id)}", StringComparison.Ordinal);
        await File.WriteAllTextAsync(_bed.Paths.ServerFile, text, _stop.Token);

        Start();
        await ServerAsync(state => state.Id != left.Id);

        await orphan.Ended.WaitAsync(Patience, _stop.Token);
    }

    [Fact]
    public async Task RunAsync_SwitchedOff_StartsNothing()
    {
        _bed.Options.KeepServer = false;

        await _bed.Keeper.RunAsync(_stop.Token);

        Assert.False(Directory.Exists(_bed.Paths.Servers));
    }

    [Fact]
    public async Task RunAsync_NoTrivyAndNoDatabase_GoesOnWithout()
    {
        _bed.Options.Path = _bed.Folder["missing"];
        _keeping = _bed.Keeper.RunAsync(_stop.Token);
        await UntilAsync(() => File.Exists(_bed.Paths.ServerGate));

        Assert.False(_keeping.IsCompleted);
        await StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        RealTrivy.Keep(_bed);
        _bed.Dispose();
    }

    private void Bound(TrivyServerBounds bounds)
    {
        _bed.Dispose();
        _bed = new TrivyBed(TimeProvider.System, options => options.KeepServer = true, ports: _ports, bounds: bounds);
    }

    private void Start()
    {
        RealTrivy.Use(_bed);
        if (_bed.Options.DatabasePath is null)
        {
            // A copy, because tests replace it.
            _bed.Options.DatabasePath = _bed.Folder["database"];
            var folder = Directory.CreateDirectory(Path.Combine(_bed.Options.DatabasePath, "db")).FullName;
            foreach (var file in Directory.EnumerateFiles(Path.Combine(TestFiles.Repository, "samples", "trivy-db", "db")))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }
        }

        _keeping = _bed.Keeper.RunAsync(_stop.Token);
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _keeping;
        _stop.Dispose();
        _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _keeping = Task.Delay(Timeout.Infinite, _stop.Token);
    }

    private async Task<TrivyServerState> ServerAsync(Func<TrivyServerState, bool> isWanted)
    {
        TrivyServerState? found = null;
        await UntilAsync(() => (found = JsonFile.TryRead(_bed.Paths.ServerFile, TrivyJsonContext.Default.TrivyServerState)) is not null && isWanted(found));
        return found!;
    }

    private async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, TestContext.Current.CancellationToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!condition())
        {
            Assert.False(_keeping.IsCompleted, "the keeper ended");
            await timer.WaitForNextTickAsync(either.Token);
        }
    }

    private async Task<(TrivyServerState? Server, string? Problem)> FindAsync()
        => new TrivyServerFinder(_bed.Paths, TimeProvider.System).Find((await _bed.Locator.LocateAsync(TestContext.Current.CancellationToken)).Tool!, _bed.Databases.Choose());

    private static async Task SignalAsync(string signal, int process)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill") { ArgumentList = { "-" + signal, process.ToString(System.Globalization.CultureInfo.InvariantCulture) } })!;
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private sealed class TakenPorts : LoopbackPorts
    {
        private bool _isUsed;

        public int? First { get; set; }

        public override int Free()
        {
            var isFirst = !_isUsed;
            _isUsed = true;
            return isFirst && First is { } port ? port : base.Free();
        }
    }
}
