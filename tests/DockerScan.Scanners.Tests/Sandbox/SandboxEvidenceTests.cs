using DockerScan.Core.Images;
using DockerScan.Core.Sandbox;
using DockerScan.Scanners.Sandbox;
using DockerScan.Scanners.Sandbox.Analysis;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Tests.Sandbox;

/// <summary>The evidence says what was watched and how it ended, bounded.</summary>
public sealed class SandboxEvidenceTests
{
    private static readonly SandboxRecord Bare = new() { WindowSeconds = 60, TargetStartMs = 0, Configuration = new ImageConfiguration() };

    private static readonly ProcessEvent Seen = new() { Pid = 1, ParentPid = 0, StartedMs = 0, Command = "app", Uid = 0, RealUid = 0 };

    [Fact]
    public void Of_FullRecord_AllOfIt()
    {
        var record = Bare with
        {
            NetworkEvents = [new HelloEvent(1, "network"), new ReadyEvent("capture=packet")],
            InspectEvents = [new HelloEvent(1, "inspect")],
            EventDelayMs = 12.3,
            LogTail = ["first", "last"],
            WindowEnded = true,
        };

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["mode"] = "sinkhole",
                ["window"] = "60 s",
                ["events"] = "2 of the network, 1 of processes",
                ["end"] = "still running as the window ended",
                ["network"] = "capture=packet",
                ["event delay"] = "at most 13 ms",
                ["last output"] = "last",
            },
            SandboxEvidence.Of(record));
    }

    [Fact]
    public void Of_NothingSeen_ClaimsNothing()
        => Assert.Equal(["end", "events", "mode", "window"], SandboxEvidence.Of(Bare).Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Of_EndNotKnown_SaysSo() => Assert.Equal("unknown", SandboxEvidence.Of(Bare)["end"]);

    [Theory]
    [InlineData(0, false, null, "exit status 0")]
    [InlineData(137, true, null, "exit status 137, out of memory")]
    [InlineData(127, false, "no such\u001bfile", "not started: no such\ufffdfile")]
    public void Of_End_HowItEnded(int code, bool isOutOfMemory, string? error, string end)
        => Assert.Equal(end, SandboxEvidence.Of(Bare with { InspectEvents = [Seen], Exit = new SandboxExit(code, isOutOfMemory, error) })["end"]);

    [Theory]
    [InlineData(0, false, null, "ended after 70 ms")]
    [InlineData(137, true, null, "still running after 70 ms")]
    [InlineData(137, false, "disk", "stopped after 70 ms")]
    public void Of_Run_SaysHowLong(int code, bool windowEnded, string? killedFor, string run)
        => Assert.Equal(run, SandboxEvidence.Of(Bare with
        {
            RanMs = 70, InspectEvents = [Seen], WindowEnded = windowEnded, KilledFor = killedFor, Exit = new SandboxExit(code, false, null),
        })["run"]);

    [Fact]
    public void Of_KilledForALimit_ComesBeforeTheExitStatus()
        => Assert.Equal("ended by us: disk", SandboxEvidence.Of(Bare with { KilledFor = "disk", WindowEnded = true, Exit = new SandboxExit(137, false, null) })["end"]);

    [Fact]
    public void Of_LongTexts_AreCut()
    {
        var evidence = SandboxEvidence.Of(Bare with
        {
            NetworkEvents = [new ReadyEvent(new string('a', 9000))],
            LogTail = [new string('b', 9000)],
            Exit = new SandboxExit(1, false, new string('c', 9000)),
        });

        Assert.All(evidence.Values, text => Assert.InRange(text.Length, 1, 220));
    }
}
