using DockerScan.Core.Checks;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Sandbox.Analysis;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis;

/// <summary>Whatever could have hidden a finding makes the run partial.</summary>
public sealed class CompletenessTests
{
    [Fact]
    public void Judge_WholeRun_IsComplete() => Assert.True(Judge(new RecordBuilder().Process(1, "/app")).IsComplete);

    [Fact]
    public void Judge_QuickExit_IsComplete() => Assert.True(Judge(new RecordBuilder().Process(1, "/app", end: 0.2).Exits(0, 0.3)).IsComplete);

    [Fact]
    public void Judge_CommandThatCannotStart_SawNothing()
        => Assert.Equal(
            ["the image was not started: not found"],
            Judge(With(new RecordBuilder().Exits(127, 0.3, error: "not found"), record => record with { InspectEvents = [] })).Reasons);

    [Theory]
    [InlineData(125, "gate: the inspector did not come", "the gate never let it start")]
    [InlineData(126, "gate: cannot start /x: permission denied", "/x: permission denied")]
    [InlineData(127, "gate: cannot start x: no such file or directory", "x: no such file or directory")]
    [InlineData(137, "", "it was ended by signal 9 before anything of it was seen")]
    public void Judge_NeverRan_IsPartialWithTheCause(int status, string line, string cause)
        => Assert.Contains("the image was not started: " + cause, Judge(With(new RecordBuilder().Exits(status, 0.3), record => record with { LogTail = [line] })).Reasons);

    [Theory]
    [InlineData("send", "raw", "198.51.100.8", true)]
    [InlineData("connect", "raw", "198.51.100.8", false)]
    [InlineData("send", "udp", "198.51.100.8", false)]
    [InlineData("send", "raw", "127.0.0.1", false)]
    [InlineData("send", "raw", "224.0.0.18", false)]
    [InlineData("send", "raw", "198.51.100.9", false)]
    public void Judge_PacketsOfItsOwnMakingThatNobodySaw_ArePartialAndAContact(string call, string protocol, string address, bool isUnseen)
    {
        var record = new RecordBuilder().Process(1, "/app").Inspect(new ContactEvent(1, call, protocol, address, 0), 1).Flow("udp", "198.51.100.9", 0, 3, 2, 3);

        Assert.Equal(isUnseen ? ["packets that a program made itself were sent to 1 addresses and never seen whole, so what and how many is not known"] : [], Judge(record).Reasons);
        Assert.Equal(isUnseen, TestBehavior.Findings(record, "network.external-contact").Any(found => found.Title.Contains("198.51.100.8", StringComparison.Ordinal) && found.Evidence.Contains("none of them was seen whole", StringComparison.Ordinal)));
    }

    [Fact]
    public void Judge_GateSaysThatTheKernelRefused_IsBelievedWhateverWasSeen()
        => Assert.Contains(
            "the image was not started: the kernel refused its command (error 13)",
            Judge(new RecordBuilder().Process(1, "/app").Inspect(new GateEvent(GateEvent.Refused, "13"), 0.1).Exits(126, 0.2)).Reasons);

    [Theory]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(137)]
    public void Judge_RanAndSpeaksLikeTheGate_IsComplete(int status)
        => Assert.True(Judge(With(new RecordBuilder().Process(1, "/app", end: 0.2).Exits(status, 0.3), record => record with { LogTail = ["gate: cannot start x: error 1"] })).IsComplete);

    [Theory]
    [InlineData("frames")]
    [InlineData("dns")]
    [InlineData("connections")]
    [InlineData("flows")]
    [InlineData("lines")]
    public void Judge_Dropped_IsPartial(string what)
        => Assert.Contains($"7 {what} not told", Assert.Single(Judge(new RecordBuilder().Process(1, "/app").Network(new DroppedEvent(what, 3), 4).Network(new DroppedEvent(what, 7), 5)).Reasons), StringComparison.Ordinal);

    [Fact]
    public void Judge_LinesThatWereNotReadForALogin_TakeThatCheckAlone()
    {
        var gap = Assert.Single(Judge(new RecordBuilder().Process(1, "/app").Network(new DroppedEvent("logins", 2), 4)).Gaps);

        Assert.Equal((GapKind.LoginsUnread, false), (gap.Kind, CheckTable.Of(gap.Kind).MakesPartial));
        Assert.Equal([CheckIds.Miner], CheckTable.ChecksTaken(StageIds.Sandbox, gap.Kind));
    }

    [Theory]
    [InlineData("looks", GapKind.LooksLate)]
    [InlineData("changed", GapKind.CodeNotCompared)]
    [InlineData("modes", GapKind.CodeNotCompared)]
    public void Judge_WhatTheInspectorDidNotGetTo_TakesItsChecksAndNoMore(string what, GapKind kind)
    {
        var gap = Assert.Single(Judge(new RecordBuilder().Process(1, "/app").Inspect(new DroppedEvent(what, 2), 4)).Gaps);

        Assert.Equal((kind, false), (gap.Kind, CheckTable.Of(gap.Kind).MakesPartial));
    }

    [Fact]
    public void Judge_FullCaptureFile_HidesNothing() => Assert.True(Judge(new RecordBuilder().Process(1, "/app").Network(new DroppedEvent("pcap", 1000), 4)).IsComplete);

    [Fact]
    public void Judge_Failure_IsPartial()
        => Assert.Contains("capture failed: EPERM", Assert.Single(Judge(new RecordBuilder().Process(1, "/app").Network(new FailureEvent("capture", "EPERM"), 4)).Reasons), StringComparison.Ordinal);

    // What watched, and what refused: without either there is nothing that the image could not have done unseen.
    [Theory]
    [InlineData(GateEvent.ByNotification, true, true)]
    [InlineData(GateEvent.ByLooking, true, true)]
    [InlineData(GateEvent.Unguarded, true, false)]
    [InlineData(GateEvent.Unguarded, false, true)]
    public void Judge_WayOfWatching_IsPartialWithoutAFilter(string way, bool guards, bool expected)
    {
        var seen = Judge(With(new RecordBuilder().Process(1, "/app"), record => record with
        {
            InspectEvents = [.. record.InspectEvents.Select(each => each switch { GateEvent gate => gate with { Details = way }, HelloEvent hello => hello with { Guards = guards }, _ => each })],
        }));

        Assert.Equal(expected, seen.IsComplete);
        Assert.All(seen.Gaps, gap => Assert.Equal(GapKind.WatchUnguarded, gap.Kind));
        Assert.All(seen.Gaps, gap => Assert.Contains(CheckIds.Miner, CheckTable.ChecksTaken(StageIds.Sandbox, gap.Kind)));
        Assert.All(seen.Reasons, reason => Assert.Contains("took no seccomp filter", reason, StringComparison.Ordinal));
    }

    // Who goes on without the child that waits for the health check has kept it from running; who ends has not.
    [Fact]
    public void Judge_HealthCheckWasEndedBeforeItBegan_IsPartialWhereTheImageWentOn()
    {
        var record = new RecordBuilder().Process(1, "/app").Inspect(new GateEvent(GateEvent.CheckLost, null), 1);

        Assert.Equal(GapKind.HealthCheckNotRun, Assert.Single(Judge(record).Gaps).Kind);
        Assert.True(Judge(record.Exits(0, 2)).IsComplete);
    }

    public static TheoryData<string> Reasons => [.. Broken.Keys];

    private static Dictionary<string, Func<SandboxRecord, SandboxRecord>> Broken => new()
    {
        { "the network role never began", record => record with { NetworkEvents = [] } },
        { "the inspect role never began", record => record with { InspectEvents = [] } },
        { "was never ready", record => record with { NetworkEvents = Renumber(record.NetworkEvents.Where(each => each is not ReadyEvent)) } },
        { "ended early", record => record with { NetworkEvents = [.. record.NetworkEvents.Where(each => each is not ByeEvent)] } },
        { "3 events of the inspect role are lost", record => record with { InspectEvents = [.. record.InspectEvents.Where(each => each.Seq is not (5 or 6 or 9))] } },
        { "speaks schema 9", record => record with { NetworkEvents = [.. record.NetworkEvents.Select(each => each is HelloEvent hello ? hello with { Schema = 9 } : each)] } },
        { $"speaks schema {SentinelSchema.Version} as 'inspect'", record => record with { NetworkEvents = [.. record.NetworkEvents.Select(each => each is HelloEvent hello ? hello with { Role = "inspect" } : each)] } },
        { "was silent from +20.0 s", record => record with { InspectEvents = Renumber(record.InspectEvents.Where(each => each.Ms <= record.TargetStartMs + 20_000)) } },
        { "not known how the target ended", record => record with { WindowEnded = false } },
        { "stopped early: disk", record => record with { KilledFor = "disk", WindowEnded = false, Exit = new SandboxExit(137, false, null) } },
        { "changed files are not known", record => record with { Changes = null } },
        { "only 3 of 9 changed paths", record => record with { Changes = record.Changes! with { Total = 9 } } },
        { "/etc/passwd was changed and could not be read", record => record with { Changes = new SandboxChanges([new SandboxChange("/etc/passwd", "changed")], 1) } },
        { "network was off", record => record with { Mode = SandboxMode.None } },
        { "network was open", record => record with { Mode = SandboxMode.Open } },
        { "the gate was not passed", record => record with { InspectEvents = Renumber(record.InspectEvents.Where(each => each is not GateEvent)) } },
        { "the inspector ended early", record => record with { Failures = ["the inspector ended early"] } },
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Judge_Broken_IsPartialAndSaysWhy(string reason)
        => Assert.Contains(reason, string.Join('\n', Judge(With(new RecordBuilder().Process(1, "/app"), Broken[reason])).Reasons), StringComparison.Ordinal);

    private static Completeness Judge(RecordBuilder record) => TestBehavior.Analyze(record).Completeness;

    private static RecordBuilder With(RecordBuilder record, Func<SandboxRecord, SandboxRecord> change)
    {
        record.Finally = change;
        return record;
    }

    private static List<SentinelEvent> Renumber(IEnumerable<SentinelEvent> events) => [.. events.Select((each, index) => each with { Seq = index + 1 })];
}
