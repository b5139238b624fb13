using DockerScan.Core;
using DockerScan.Core.Sandbox;
using DockerScan.Scanners.Sandbox;
using DockerScan.Scanners.Tests.Sandbox.Support;

namespace DockerScan.Scanners.Tests.Sandbox;

/// <summary>The self-test runs once for an engine and a sentinel, and a failure never counts as passed.</summary>
public sealed class SelfTestTests : IDisposable
{
    private readonly SandboxBed _bed = new();

    public void Dispose() => _bed.Dispose();

    [Fact]
    public async Task EnsureAsync_Passes_RunsTheSentinelsOwnProgramInTheSinkhole()
    {
        _bed.Settings.Mode = SandboxMode.Open;

        await _bed.EnsureAsync();

        var spec = Assert.Single(_bed.Engine.Specs);
        Assert.Null(spec.Image);
        Assert.Equal(["/sentinel", "selftest"], spec.Command);
        Assert.Equal(SandboxMode.Sinkhole, spec.Mode);
        Assert.True(_bed.Last.IsDisposed);
    }

    [Fact]
    public async Task EnsureAsync_PassedBefore_IsNotRunAgain()
    {
        await _bed.EnsureAsync();

        await _bed.EnsureAsync();

        Assert.Single(_bed.Engine.Sessions);
    }

    [Fact]
    public async Task EnsureAsync_EngineIsAnother_RunsAgain()
    {
        await _bed.EnsureAsync();
        _bed.Engine.Identity = "engine 2";

        await _bed.EnsureAsync();

        Assert.Equal(2, _bed.Engine.Sessions.Count);
    }

    [Fact]
    public async Task EnsureAsync_SentinelIsAnother_RunsAgain()
    {
        await _bed.EnsureAsync();
        await File.WriteAllTextAsync(_bed.Sentinel.Path, "another", TestContext.Current.CancellationToken);

        await _bed.EnsureAsync();

        Assert.Equal(2, _bed.Engine.Sessions.Count);
    }

    [Fact]
    public async Task EnsureAsync_EngineIsAnotherAndFails_DoesNotLiveOnTheFirst()
    {
        await _bed.EnsureAsync();
        _bed.Engine.Identity = "engine 2";
        Miss("the web request");

        await Assert.ThrowsAsync<SandboxFailedException>(_bed.EnsureAsync);
    }

    [Fact]
    public async Task EnsureAsync_SomethingIsNotSeen_FailsWithItsName()
    {
        Miss("the UDP packet", "the listening socket");

        var error = await Assert.ThrowsAsync<SandboxFailedException>(_bed.EnsureAsync);

        Assert.Equal("the self-test failed: the sandbox did not see the UDP packet, the listening socket", error.Message);
        Assert.True(_bed.Last.IsDisposed);
    }

    [Fact]
    public async Task EnsureAsync_FailedALittleBefore_SameAnswerWithoutARun()
    {
        Miss("the UDP packet");
        var first = await Assert.ThrowsAsync<SandboxFailedException>(_bed.EnsureAsync);

        var second = await Assert.ThrowsAsync<SandboxFailedException>(_bed.EnsureAsync);

        Assert.Equal(first.Message, second.Message);
        Assert.Single(_bed.Engine.Sessions);
    }

    [Fact]
    public async Task EnsureAsync_FailedFiveMinutesBefore_IsAskedAgain()
    {
        Miss("the UDP packet");
        await Assert.ThrowsAsync<SandboxFailedException>(_bed.EnsureAsync);
        _bed.Time.Advance(TimeSpan.FromMinutes(5));
        Miss();

        await _bed.EnsureAsync();

        Assert.Equal(2, _bed.Engine.Sessions.Count);
    }

    [Fact]
    public async Task EnsureAsync_FailedOnAnotherEngine_IsAskedAgain()
    {
        Miss("the UDP packet");
        await Assert.ThrowsAsync<SandboxFailedException>(_bed.EnsureAsync);
        _bed.Engine.Identity = "engine 2";
        Miss();

        await _bed.EnsureAsync();

        Assert.Equal(2, _bed.Engine.Sessions.Count);
    }

    [Fact]
    public async Task EnsureAsync_SentinelNeverReady_FailsWithTheReason()
    {
        _bed.Engine.Script = (_, session) => session.Begin[SandboxRole.Network] = [];

        var error = await Assert.ThrowsAsync<SandboxFailedException>(_bed.EnsureAsync);

        Assert.Equal("the self-test failed: a sentinel was not ready within 20 s", error.Message);
    }

    [Fact]
    public async Task EnsureAsync_EngineFails_ThrowsAndIsAskedAgainAtOnce()
    {
        _bed.Engine.OpenFault = new EngineException(new ScanFailure(FailureKind.EngineUnavailable, "gone"));
        await Assert.ThrowsAsync<EngineException>(_bed.EnsureAsync);
        _bed.Engine.OpenFault = null;

        await _bed.EnsureAsync();

        Assert.Single(_bed.Engine.Sessions);
    }

    [Fact]
    public async Task EnsureAsync_Cancelled_IsNotTakenForPassedOrFailed()
    {
        using var source = new CancellationTokenSource();
        _bed.Engine.Script = (_, session) => session.At["start Target"] = source.Cancel;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bed.SelfTest.EnsureAsync(source.Token));
        Miss();

        await _bed.EnsureAsync();

        Assert.Equal(2, _bed.Engine.Sessions.Count);
    }

    [Fact]
    public async Task EnsureAsync_TwoAtOnce_RunOnce()
    {
        await Task.WhenAll(_bed.EnsureAsync(), _bed.EnsureAsync());

        Assert.Single(_bed.Engine.Sessions);
    }

    [Fact]
    public async Task EnsureAsync_AnotherProcessProvedIt_IsNotRunAgain()
    {
        await Proven();

        await Another();

        Assert.Single(_bed.Engine.Sessions);
    }

    [Fact]
    public async Task EnsureAsync_NoPlaceForTheProof_EachProcessProvesIt()
    {
        await _bed.EnsureAsync();

        await Another();

        Assert.Equal(2, _bed.Engine.Sessions.Count);
    }

    public static TheoryData<string> Changes() => ["engine", "sentinel", "memory", "processors", "processes", "written", "packets", "raw", "a day", "the clock went back", "the file"];

    [Theory, MemberData(nameof(Changes))]
    public async Task EnsureAsync_ProofIsOfAnother_IsProvenAnew(string change)
    {
        await Proven();
        await ChangeAsync(change);

        await Another();

        Assert.Equal(2, _bed.Engine.Sessions.Count);
    }

    [Fact]
    public async Task EnsureAsync_AlmostADayLater_ProofCounts()
    {
        await Proven();
        _bed.Time.Advance(KeptProof.Age - TimeSpan.FromMinutes(1));

        await Another();

        Assert.Single(_bed.Engine.Sessions);
    }

    [Fact]
    public async Task Doubt_AfterAFailure_NeitherThisProcessNorAnotherBelievesIt()
    {
        await Proven();
        _bed.SelfTest.Doubt();

        await _bed.EnsureAsync();
        _bed.SelfTest.Doubt();
        await Another();

        Assert.Equal(3, _bed.Engine.Sessions.Count);
    }

    [Fact]
    public async Task EnsureAsync_Fails_KeepsNoProof()
    {
        _bed.Settings.ProofPath = _bed.ProofPath;
        Miss("the UDP packet");

        await Assert.ThrowsAsync<SandboxFailedException>(_bed.EnsureAsync);

        Assert.False(File.Exists(_bed.ProofPath));
    }

    [Fact]
    public async Task EnsureAsync_ProofCannotBeKept_PassesAllTheSame()
    {
        _bed.Settings.ProofPath = Path.Combine(_bed.ProofPath, "nowhere");

        await _bed.EnsureAsync();
        await Another();

        Assert.Equal(2, _bed.Engine.Sessions.Count);
    }

    private Task Proven()
    {
        _bed.Settings.ProofPath = _bed.ProofPath;
        return _bed.EnsureAsync();
    }

    private async Task Another()
    {
        using var process = _bed.Process();
        await _bed.DriveAsync(Ensured(process));
    }

    private static async Task<bool> Ensured(SelfTest process)
    {
        await process.EnsureAsync(TestContext.Current.CancellationToken);
        return true;
    }

    private async Task ChangeAsync(string change)
    {
        switch (change)
        {
            case "engine": _bed.Engine.Identity = "engine, its kernel another"; break;
            case "sentinel": await File.WriteAllTextAsync(_bed.Sentinel.Path, "another", TestContext.Current.CancellationToken); break;
            case "memory": _bed.Settings.MemoryMiB++; break;
            case "processors": _bed.Settings.Cpus += 0.5; break;
            case "processes": _bed.Settings.MaxPids++; break;
            case "written": _bed.Settings.MaxWrittenMiB++; break;
            case "packets": _bed.Settings.MaxPcapBytes = 1 << 20; break;
            case "raw": _bed.Settings.RawSockets = false; break;
            case "a day": _bed.Time.Advance(KeptProof.Age); break;
            case "the clock went back": await WriteTimeAsync(_bed.Time.GetUtcNow().AddHours(1)); break;
            case "the file": await File.WriteAllTextAsync(_bed.ProofPath, new string('0', 500), TestContext.Current.CancellationToken); break;
            default: throw new InvalidOperationException(change);
        }
    }

    private async Task WriteTimeAsync(DateTimeOffset at)
    {
        var hash = (await File.ReadAllTextAsync(_bed.ProofPath, TestContext.Current.CancellationToken)).Split(' ')[0];
        await File.WriteAllTextAsync(_bed.ProofPath, $"{hash} {at:O}", TestContext.Current.CancellationToken);
    }

    private void Miss(params string[] words) => _bed.Engine.Script = (_, session) => SelfTestEvents.Write(session, words);
}
