using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Tests.Sandbox.Support;
using DockerScan.Sentinel.Events;
using DockerScan.TestKit.Content;

namespace DockerScan.Scanners.Tests.Sandbox;

/// <summary>A scan is completed only when all was seen; whatever breaks, the outcome says what.</summary>
public sealed class SandboxScannerTests : IDisposable
{
    private readonly SandboxBed _bed = new();

    public void Dispose() => _bed.Dispose();

    /// <summary>What may break in a run that ends all the same, and words of the reason.</summary>
    public static TheoryData<string, string> Faults() => new()
    {
        { "network dies in the window", "the network role ended early" },
        { "no goodbye", "the network role ended early, so its last counts are missing" },
        { "garbage", "a line of the inspect sentinel cannot be read" },
        { "cut line", "the network sentinel wrote more than is read" },
        { "other schema", $"the network sentinel speaks schema {SentinelSchema.Version + 1}" },
        { "other role", "as 'inspect'" },
        { "no hello", "the inspect role never began" },
        { "dropped", "the network role met a bound: 7 flows not told" },
        { "lost", "1 events of the network role are lost" },
        { "failure", "mappings: no right" },
        { "error output", "the inspect sentinel wrote: out of memory" },
        { "changes cut", "only 0 of 5 changed paths were read" },
        { "gate", "the image was not started: the gate never let it start" },
        { "disk", "the target was stopped early: it wrote more than 512 MiB" },
        { "silence", "was silent from" },
    };

    [Fact]
    public async Task ScanAsync_AllSeen_Completed()
    {
        var outcome = await _bed.ScanAsync();

        Assert.Equal((StageOutcome.Completed, null), (outcome.Outcome, outcome.Reason));
        Assert.Equal("exit status 0", outcome.Evidence["end"]);
        Assert.Equal((SandboxMode.Sinkhole, outcome.Evidence["run"]), (outcome.Sandbox!.Mode, outcome.Sandbox.Run!.ToString()));
        Assert.Equal(2, _bed.Engine.Sessions.Count);
        Assert.All(_bed.Engine.Sessions, session => Assert.True(session.IsDisposed));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task ScanAsync_SomethingWasNotSeen_PartialWithTheReason(string fault, string words)
    {
        _bed.Engine.HasDiskQuota = fault != "disk";
        _bed.Image(session => Break(session, fault));

        var outcome = await _bed.ScanAsync();

        Assert.Equal(StageOutcome.Partial, outcome.Outcome);
        Assert.Contains(words, outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScanAsync_ImageHasTheDrawnNumber_InspectorTakesAnother()
    {
        _bed.Draw = _ => 0;
        var content = new FakeImageContent().File("/etc/passwd", "app:x:50000:50001::/:/bin/sh\n").File("/srv/data", "x", uid: 50_002, gid: 50_003);

        await _bed.ScanAsync(configuration: new ImageConfiguration { Command = ["/bin/true"], User = "50004:50005" }, content: content);

        Assert.Equal("50006", _bed.Engine.Specs[^1].GateWords[1]);
    }

    [Fact]
    public async Task ScanAsync_ImageHasEveryNumber_FailedAndNotStarted()
    {
        var content = new FakeImageContent();
        for (var number = 0; number < 65_536; number += 2)
        {
            content.File($"/f{number}", string.Empty, uid: number, gid: number + 1);
        }

        var outcome = await _bed.ScanAsync(content: content);

        Assert.Equal((StageOutcome.Failed, "the image has files or users of every number that its watcher could have"), (outcome.Outcome, outcome.Reason));
        Assert.DoesNotContain(_bed.Engine.Specs, spec => spec.Image is not null);
    }

    [Fact]
    public async Task ScanAsync_CommandCannotBeStarted_EvidenceSaysSo()
    {
        _bed.Image(session => session.StartError = "no such file");

        var outcome = await _bed.ScanAsync();

        Assert.Equal("not started: no such file", outcome.Evidence["end"]);
        Assert.Equal("never ran", outcome.Evidence["run"]);
        Assert.Equal(TargetEnd.NeverRan, outcome.Sandbox?.Run?.End);
        Assert.Equal((StageOutcome.Partial, "the image was not started: no such file"), (outcome.Outcome, outcome.Reason));
        Assert.Equal(("behavior.crash", "cannot-start"), Assert.Single(outcome.Findings) is var found ? (found.Check, found.Id) : default);
        Assert.Null(outcome.Timeline);
        Assert.Null(outcome.Capture);
    }

    [Fact]
    public async Task ScanAsync_NeverStarted_NothingIsReadOfIt()
    {
        _bed.Settings.MaxPcapBytes = 1 << 20;
        _bed.Image(session => session.StartError = "it names no command");

        await _bed.ScanAsync(configuration: new ImageConfiguration());

        Assert.DoesNotContain(_bed.Last.Steps, step => step == "changes" || step.StartsWith("read", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/root/.ssh/id_rsa")]
    [InlineData("/.env")]
    public async Task ScanAsync_ImageHasItsOwnCredentials_CompletedAndSaysThatNoneWerePlantedThere(string path)
    {
        var content = new FakeImageContent().File("/etc/passwd", "root:x:0:0::/root:/bin/sh").File(path, "x");

        var outcome = await _bed.ScanAsync(content: content);

        Assert.Equal(StageOutcome.Completed, outcome.Outcome);
        var gap = Assert.Single(outcome.Gaps);
        Assert.Equal(GapKind.CredentialsNotPlanted, gap.Kind);
        Assert.Contains(path, gap.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScanAsync_EndsAtOnce_CompletedAndSaysHowLongItRan()
    {
        var outcome = await _bed.ScanAsync();

        // The bed's clock runs ahead of a run that waits for a processor: what counts as short is TargetRun's.
        var run = TargetRun.Parse(outcome.Evidence["run"]);
        Assert.Equal((StageOutcome.Completed, TargetEnd.Ended), (outcome.Outcome, run!.End));
        Assert.True(run.RanMs > 0);
    }

    [Theory]
    [InlineData(SandboxRole.Network, "network")]
    [InlineData(SandboxRole.Inspector, "inspect")]
    public async Task ScanAsync_SentinelDiesBeforeItIsReady_FailedWithTheReason(SandboxRole role, string name)
    {
        _bed.Image(session =>
        {
            session.Begin[role] = [new FailureEvent("netlink", "no right")];
            session.DiesAtStart.Add(role);
        });

        var outcome = await _bed.ScanAsync();

        Assert.Equal((StageOutcome.Failed, $"the {name} sentinel ended before it was ready: netlink: no right"), (outcome.Outcome, outcome.Reason));
        Assert.True(_bed.Last.IsDisposed);
    }

    [Fact]
    public async Task ScanAsync_InspectorNeverReady_FailedWithTheReason()
    {
        _bed.Image(session => session.Begin[SandboxRole.Inspector] = []);

        var outcome = await _bed.ScanAsync();

        Assert.Equal((StageOutcome.Failed, "a sentinel was not ready within 20 s"), (outcome.Outcome, outcome.Reason));
    }

    [Fact]
    public async Task ScanAsync_ContainersDoNotEnd_Failed()
    {
        _bed.Image(session => session.At["stop Network"] = () => throw new TimeoutException());

        var outcome = await _bed.ScanAsync();

        Assert.Equal((StageOutcome.Failed, "the engine did not end the sandbox's containers in time"), (outcome.Outcome, outcome.Reason));
        Assert.True(_bed.Last.IsDisposed);
    }

    [Fact]
    public async Task ScanAsync_SelfTestFails_FailedAndTheImageIsNotStarted()
    {
        _bed.Engine.Script = (_, session) => SelfTestEvents.Write(session, "the UDP packet");

        var outcome = await _bed.ScanAsync();

        Assert.Equal((StageOutcome.Failed, "the self-test failed: the sandbox did not see the UDP packet"), (outcome.Outcome, outcome.Reason));
        Assert.Null(Assert.Single(_bed.Engine.Specs).Image);
    }

    [Fact]
    public async Task ScanAsync_EngineGoneInMidWindow_IsFailedWithTheEnginesReason()
    {
        _bed.Image(session =>
        {
            session.At.Clear();
            session.At["start Inspector"] = () => session.BreakWait(new EngineException(new ScanFailure(FailureKind.EngineUnavailable, "the engine is gone")));
        });

        var outcome = await _bed.ScanAsync();

        Assert.Equal((StageOutcome.Failed, "the engine is gone"), (outcome.Outcome, outcome.Reason));
        Assert.True(_bed.Last.IsDisposed);
    }

    [Fact]
    public async Task ScanAsync_Cancelled_Cancels()
    {
        using var source = new CancellationTokenSource();
        _bed.Image(session => session.At["changes"] = source.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bed.ScanAsync(source.Token));
    }

    [Fact]
    public async Task ScanAsync_LeftOutByRequest_SkippedAndNothingStarted()
    {
        var input = SampleImages.Input(new ImageConfiguration(), new FakeImageContent()) with { Options = new ScanOptions { Sandbox = false } };

        var outcome = await _bed.ScanAsync(input);

        Assert.Equal(StageOutcome.Skipped, outcome.Outcome);
        Assert.Empty(_bed.Engine.Sessions);
    }

    [Fact]
    public async Task ScanAsync_OtherPlatform_UnsupportedAndNothingStarted()
    {
        var input = SampleImages.Input(new ImageConfiguration(), new FakeImageContent());

        var outcome = await _bed.ScanAsync(input with { Image = input.Image with { Platform = ImagePlatform.Create("linux", "arm64", null) } });

        Assert.Equal((StageOutcome.Unsupported, "the image is for linux/arm64; this machine starts linux/amd64 only"), (outcome.Outcome, outcome.Reason));
        Assert.Empty(_bed.Engine.Sessions);
    }

    [Fact]
    public async Task ScanAsync_NoSentinel_FailedAndNothingStarted()
    {
        File.Delete(_bed.Sentinel.Path);

        var outcome = await _bed.ScanAsync();

        Assert.Equal(StageOutcome.Failed, outcome.Outcome);
        Assert.Contains("sentinel binary is missing", outcome.Reason, StringComparison.Ordinal);
        Assert.Empty(_bed.Engine.Sessions);
    }

    [Fact]
    public async Task ScanAsync_WindowOfTheRequest_IsTaken()
    {
        var input = SampleImages.Input(new ImageConfiguration { Command = ["/x"] }, new FakeImageContent()) with { Options = new ScanOptions { WindowSeconds = 9 } };

        var outcome = await _bed.ScanAsync(input);

        Assert.Equal("9 s", outcome.Evidence["window"]);
    }

    [Fact]
    public async Task ScanAsync_Twice_NewTokensEachTime()
    {
        await _bed.ScanAsync();
        await _bed.ScanAsync();

        var (one, other) = (_bed.Engine.Specs[^1].SentinelSpec, _bed.Engine.Specs[^2].SentinelSpec);
        Assert.Equal(3, _bed.Engine.Specs.Count);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public async Task IdentifyAsync_NoSentinel_VersionSaysMissing()
    {
        File.Delete(_bed.Sentinel.Path);

        var identity = await _bed.Scanner.IdentifyAsync(TestContext.Current.CancellationToken);

        Assert.Contains("/missing+", identity.Version, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IdentifyAsync_OtherSentinelModeOrWindow_AnotherIdentity()
    {
        var first = await _bed.Scanner.IdentifyAsync(TestContext.Current.CancellationToken);
        (_bed.Settings.Mode, _bed.Settings.WindowSeconds) = (SandboxMode.None, 30);
        await File.WriteAllTextAsync(_bed.Sentinel.Path, "another", TestContext.Current.CancellationToken);

        var second = await _bed.Scanner.IdentifyAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual(first.Version, second.Version);
        Assert.Equal(("Sinkhole 5 s", "None 30 s"), (first.Data, second.Data));
    }

    private static void Break(ScriptedSession session, string fault)
    {
        var hello = new HelloEvent(SentinelSchema.Version, "network");
        var ready = new ReadyEvent("x");
        switch (fault)
        {
            case "network dies in the window":
                session.DiesAtStart.Add(SandboxRole.Network);
                break;
            case "no goodbye":
                session.LastWords = [];
                break;
            case "garbage":
                session.SayLine(SandboxRole.Inspector, "garbage");
                break;
            case "cut line":
                session.SayLine(SandboxRole.Network, "{", isCut: true);
                break;
            case "other schema":
                session.Begin[SandboxRole.Network] = [new HelloEvent(SentinelSchema.Version + 1, "network"), ready];
                break;
            case "other role":
                session.Begin[SandboxRole.Network] = [new HelloEvent(SentinelSchema.Version, "inspect"), ready];
                break;
            case "no hello":
                session.Begin[SandboxRole.Inspector] = [ready];
                break;
            case "dropped":
                session.LastWords = [new DroppedEvent("flows", 3), new DroppedEvent("flows", 7), new ByeEvent("stopped")];
                break;
            case "lost":
                session.Begin[SandboxRole.Network] = [hello, ready];
                session.At["stop Network"] = () => session.Lose(SandboxRole.Network);
                break;
            case "failure":
                session.Begin[SandboxRole.Inspector] = [.. session.Begin[SandboxRole.Inspector], new FailureEvent("mappings", "no right")];
                break;
            case "error output":
                session.SayLine(SandboxRole.Inspector, "out of memory", isError: true);
                break;
            case "changes cut":
                session.Changes = new SandboxChanges([], 5);
                break;
            case "gate":
                session.SayLine(SandboxRole.Target, "gate: no inspector");
                session.At["start Inspector"] = () => session.EndTarget(125);
                break;
            case "disk":
                session.At.Clear();
                session.WrittenBytes = 513L << 20;
                break;
            case "silence":
                session.SkipMs = 60_000;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, "no such fault");
        }
    }
}
