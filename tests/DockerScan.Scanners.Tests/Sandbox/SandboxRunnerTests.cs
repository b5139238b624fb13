using DockerScan.Core;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Sandbox;
using DockerScan.Scanners.Sandbox.Analysis;
using DockerScan.Scanners.Tests.Sandbox.Support;
using DockerScan.Sentinel.Events;
using DockerScan.TestKit.Content;

namespace DockerScan.Scanners.Tests.Sandbox;

/// <summary>A run gives its record, and whatever happens its containers are removed and its place is free again.</summary>
public sealed class SandboxRunnerTests : IDisposable
{
    private readonly SandboxBed _bed = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _bed.Dispose();

    public static TheoryData<string> Steps() => ["start Network", "start Target", "start Inspector", "freeze", "stop Inspector", "changes", "read /tmp/x", "stop Target", "stop Network"];

    [Fact]
    public async Task RunAsync_GoodRun_StepsInOrderAndDisposedLast()
    {
        _bed.Image(session => Running(session, "none", () => { }));

        await RunAsync();

        Assert.Equal([.. Steps().Select(row => row.Data), "dispose"], _bed.Last.Steps.Where(step => step != "count"));
    }

    [Fact]
    public async Task RunAsync_GoodRun_RecordHoldsWhatWasSeen()
    {
        var tokens = _bed.Tokens();
        _bed.Image(session =>
        {
            session.SayLine(SandboxRole.Target, "hello");
            session.At["start Inspector"] = () => session.EndTarget(7);
        });

        var record = await RunAsync(tokens: tokens);

        Assert.Equal(new SandboxExit(7, IsOutOfMemory: false, Error: null), record.Exit);
        Assert.Equal((5, 3), (record.NetworkEvents.Count, record.InspectEvents.Count));
        Assert.Equal(["hello"], record.LogTail);
        Assert.Equal(tokens.FileTokens, record.TokenFiles);
        Assert.Equal(_bed.Engine.Specs[^1].HostName, record.HostName);
        Assert.Equal(5, record.WindowSeconds);
        Assert.Equal(record.InspectEvents[1].Ms, record.TargetStartMs);
        Assert.False(record.WindowEnded);
        Assert.Empty(record.Failures);
    }

    [Fact]
    public async Task RunAsync_TargetOutlivesTheWindow_RecordSaysSo()
    {
        _bed.Image(session => session.At.Clear());

        var record = await RunAsync();

        Assert.True(record.WindowEnded);
        Assert.Equal(137, record.Exit!.ExitCode);
    }

    [Fact]
    public async Task RunAsync_CommandCannotBeStarted_ExitHasTheEnginesWords()
    {
        _bed.Image(session => session.StartError = "no such file");

        var record = await RunAsync();

        Assert.Equal(new SandboxExit(127, IsOutOfMemory: false, "no such file"), record.Exit);
        Assert.Equal(["start Network", "start Target", "stop Network", "dispose"], _bed.Last.Steps);
    }

    [Fact]
    public async Task RunAsync_WithoutTarget_ReadsNothingThatIsLeft()
    {
        await _bed.DriveAsync(_bed.Runner.RunAsync(_bed.Spec(), TimeSpan.FromSeconds(5), target: null, _bed.Tokens(), news: null, input: null, Token));

        Assert.DoesNotContain("changes", _bed.Last.Steps);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task RunAsync_EngineFailsAtAStep_ThrowsAndCleansUp(string step)
    {
        _bed.Image(session => Running(session, step, () => throw Gone()));

        await Assert.ThrowsAsync<EngineException>(() => RunAsync());

        await AssertCleanAsync();
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task RunAsync_CancelledAtAStep_CancelsAndCleansUp(string step)
    {
        using var source = new CancellationTokenSource();
        _bed.Image(session => Running(session, step, source.Cancel));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(source.Token));

        await AssertCleanAsync();
    }

    [Fact]
    public async Task RunAsync_EngineGoneInMidWindow_ThrowsAndCleansUp()
    {
        _bed.Image(session =>
        {
            session.At.Clear();
            session.At["start Inspector"] = () => session.BreakWait(Gone());
        });

        await Assert.ThrowsAsync<EngineException>(() => RunAsync());

        await AssertCleanAsync();
    }

    [Fact]
    public async Task RunAsync_InspectorNeverReady_ThrowsAndCleansUp()
    {
        _bed.Image(session => session.Begin[SandboxRole.Inspector] = []);

        await Assert.ThrowsAsync<SandboxFailedException>(() => RunAsync());

        await AssertCleanAsync();
    }

    [Fact]
    public async Task RunAsync_EngineCannotOpen_PlaceIsFreeAgain()
    {
        _bed.Engine.OpenFault = Gone();

        await Assert.ThrowsAsync<EngineException>(() => RunAsync());

        _bed.Engine.OpenFault = null;
        await RunAsync();
    }

    [Fact]
    public async Task RunAsync_AllPlacesTaken_WaitsForOne()
    {
        _bed.Image(session => session.At.Clear());
        var first = StartRun(Token);

        var second = StartRun(Token);

        Assert.Single(_bed.Engine.Sessions);
        await _bed.DriveAsync(first);
        await _bed.DriveAsync(second);
        Assert.Equal(2, _bed.Engine.Sessions.Count);
    }

    [Fact]
    public async Task RunAsync_RemovalTakesLong_AnswersBeforeAndKeepsThePlace()
    {
        var removed = new TaskCompletionSource();
        _bed.Image(session => session.Removal = removed.Task);
        await RunAsync();
        _bed.Image(_ => { });

        var second = StartRun(Token);
        var end = _bed.Removal.DisposeAsync().AsTask();

        Assert.Single(_bed.Engine.Sessions);
        Assert.False(end.IsCompleted);
        removed.SetResult();
        await end;
        await _bed.DriveAsync(second);
    }

    [Fact]
    public async Task RunAsync_RemovalFails_PlaceIsFreeAgain()
    {
        _bed.Image(session => session.Removal = Task.FromException(new InvalidOperationException("not removed")));
        await RunAsync();
        _bed.Image(_ => { });

        await RunAsync();
        await _bed.Removal.DisposeAsync();
    }

    [Fact]
    public async Task RunAsync_CancelledWhileWaitingForAPlace_TakesNone()
    {
        using var source = new CancellationTokenSource();
        _bed.Image(session => session.At.Clear());
        var first = StartRun(Token);
        var second = StartRun(source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await _bed.DriveAsync(first);
        await RunAsync();
    }

    [Fact]
    public async Task RunAsync_LinesThatAreNoEvents_AreFailuresOfTheRecord()
    {
        _bed.Image(session =>
        {
            session.SayLine(SandboxRole.Network, "garbage");
            session.SayLine(SandboxRole.Inspector, "x", isCut: true);
        });

        var record = await RunAsync();

        Assert.Equal(["a line of the network sentinel cannot be read", "the inspect sentinel wrote more than is read"], record.Failures);
    }

    [Fact]
    public async Task RunAsync_TargetRuns_ItIsReadWhileItStandsStill()
    {
        _bed.Image(session => Running(session, "none", () => { }));

        var record = await RunAsync();

        Assert.Equal(TargetHold.Frozen, record.Hold);
        Assert.Equal("/tmp/x", Assert.Single(record.Executables).Path);
    }

    [Fact]
    public async Task RunAsync_RuntimeCannotFreeze_KilledBeforeItIsRead()
    {
        _bed.Image(session => Running(session, "none", () => { }).Hold = TargetHold.CannotFreeze);

        var record = await RunAsync();

        Assert.Equal(
            ["freeze", "stop Target", "stop Inspector", "changes", "read /tmp/x", "stop Network"],
            _bed.Last.Steps.Where(step => step != "count" && step != "dispose").Skip(3));
        Assert.Equal(TargetHold.CannotFreeze, record.Hold);
    }

    [Fact]
    public async Task RunAsync_TargetEndedByItself_IsNotFrozen()
    {
        var record = await RunAsync();

        Assert.Equal(TargetHold.Ended, record.Hold);
        Assert.DoesNotContain("freeze", _bed.Last.Steps);
        Assert.DoesNotContain("stop Target", _bed.Last.Steps);
    }

    [Fact]
    public async Task RunAsync_SharedFileChanged_RecordHasBothForms()
    {
        _bed.Image(session => session.LastWords = [ScriptedSession.Hosts(isAfter: true, "ab"), new ByeEvent("stopped")]);

        var record = await RunAsync();

        var file = Assert.Single(record.Shared);
        Assert.Equal((1, 2, true), (file.Before.SizeBytes, file.After!.SizeBytes, file.IsChanged));
        Assert.Empty(record.Gaps);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_SharedFilesNotTold_IsAGap(bool before)
    {
        _bed.Image(session =>
        {
            session.LastWords = [new ByeEvent("stopped")];
            if (!before)
            {
                session.Begin[SandboxRole.Network] = [new HelloEvent(SentinelSchema.Version, "network"), new ReadyEvent("capture=packet")];
            }
        });

        Assert.Contains((await RunAsync()).Gaps, gap => gap.Kind == GapKind.ChangesUnread);
    }

    // It outlives the window.
    private static ScriptedSession Running(ScriptedSession session, string step, Action happens)
    {
        session.At.Clear();
        session.At[step] = happens;
        return session.File("/tmp/x", "#!/bin/sh");
    }

    private static EngineException Gone() => new(new ScanFailure(FailureKind.EngineUnavailable, "the engine is gone"));

    private Task<SandboxRecord> RunAsync(CancellationToken? cancellationToken = null, Honeytokens? tokens = null) => _bed.DriveAsync(StartRun(cancellationToken ?? Token, tokens));

    private Task<SandboxRecord> StartRun(CancellationToken cancellationToken, Honeytokens? tokens = null)
    {
        var content = new FakeImageContent();
        return _bed.Runner.RunAsync(_bed.Spec(), TimeSpan.FromSeconds(5), new TargetContent(content, content.Index), tokens ?? _bed.Tokens(), news: null, input: null, cancellationToken);
    }

    private async Task AssertCleanAsync()
    {
        Assert.Equal("dispose", _bed.Last.Steps[^1]);
        Assert.Equal(0, _bed.Last.OpenReaders);
        _bed.Image(_ => { });
        await RunAsync();
    }
}
