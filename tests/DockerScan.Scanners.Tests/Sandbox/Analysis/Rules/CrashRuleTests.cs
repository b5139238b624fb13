using DockerScan.Core.Findings;
using DockerScan.Core.Images;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis.Rules;

public sealed class CrashRuleTests
{
    [Fact]
    public void Find_MissingSetting_IsLowWithItsLog()
    {
        var found = Assert.Single(TestBehavior.Findings(With(new RecordBuilder().Process(1, "/bin/bash").Exits(1, 0.8), "", "error: database is uninitialized", "POSTGRES_PASSWORD=hunter2 is wrong"), "behavior.crash"));

        Assert.Equal(("exit-code", Severity.Low, "/usr/bin/app"), (found.Id, found.Severity, found.Location));
        Assert.Contains("log: error: database is uninitialized", found.Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", found.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(139, "signal", Severity.Medium)]
    [InlineData(134, "signal", Severity.Medium)]
    [InlineData(3, "exit-code", Severity.Low)]
    public void Find_Status_IsNamed(int status, string id, Severity severity)
        => Assert.Equal((id, severity), Assert.Single(TestBehavior.Findings(new RecordBuilder().Process(1, "/a").Exits(status, 3), "behavior.crash")) is var found ? (found.Id, found.Severity) : default);

    [Fact]
    public void Find_OutOfMemory_IsNamed()
        => Assert.Equal("out-of-memory", Assert.Single(TestBehavior.Findings(new RecordBuilder().Process(1, "/a").Exits(137, 3, isOutOfMemory: true), "behavior.crash")).Id);

    [Theory]
    [InlineData(127)]
    [InlineData(126)]
    public void Find_GateCannotStart_IsNamed(int status)
        => Assert.Equal("cannot-start", Assert.Single(TestBehavior.Findings(With(new RecordBuilder().Exits(status, 0.1), "gate: cannot start /entrypoint.sh: No such file or directory"), "behavior.crash")).Id);

    [Theory]
    [InlineData(126)]
    [InlineData(127)]
    public void Find_TargetSpeaksLikeTheGate_IsNotBelieved(int status)
        => Assert.Equal("exit-code", Assert.Single(TestBehavior.Findings(With(new RecordBuilder().Process(1, "/usr/bin/app").Exits(status, 0.4), "gate: cannot start /entrypoint.sh: error 1"), "behavior.crash")).Id);

    [Fact]
    public void Find_NoCommand_AdviceSpeaksOfNoLogLines()
    {
        var found = Assert.Single(TestBehavior.Findings(
            new RecordBuilder().Configured(new ImageConfiguration()).Exits(127, 0.1, error: "it names no command"), "behavior.crash"));

        Assert.Equal(("cannot-start", "The image was not started: it names no command"), (found.Id, found.Title));
        Assert.DoesNotContain("log line", found.Remediation, StringComparison.Ordinal);
        Assert.Equal("it names no command", found.Evidence);
    }

    [Fact]
    public void Find_EndedBySignalBeforeItWasSeen_CannotStart()
        => Assert.Equal("cannot-start", Assert.Single(TestBehavior.Findings(new RecordBuilder().Exits(137, 0.1), "behavior.crash")).Id);

    [Fact]
    public void Find_NoLogLines_AdviceDoesNotSendThere()
        => Assert.StartsWith("It wrote no log line.", Assert.Single(TestBehavior.Findings(new RecordBuilder().Process(1, "/a").Exits(3, 3), "behavior.crash")).Remediation, StringComparison.Ordinal);

    [Fact]
    public void Find_EngineRefuses_IsNamed()
        => Assert.Equal("cannot-start", Assert.Single(TestBehavior.Findings(new RecordBuilder().Exits(127, 0.1, error: "exec: not found"), "behavior.crash")).Id);

    [Theory]
    [InlineData("bash", 0, 0.2)]
    [InlineData("/bin/sh", 1, 0.2)]
    [InlineData("python3", 0, 0.4)]
    public void Find_InteractiveWithoutInput_IsNoCrash(string command, int status, double at)
        => Assert.Empty(TestBehavior.Findings(new RecordBuilder().Configured(new ImageConfiguration { Command = [command] }).Process(1, "/bin/sh").Exits(status, at), "behavior.crash"));

    [Fact]
    public void Find_ShellWithAScript_IsACrash()
        => Assert.Single(TestBehavior.Findings(new RecordBuilder().Configured(new ImageConfiguration { Command = ["sh", "-c", "exit 1"] }).Process(1, "/bin/sh").Exits(1, 0.2), "behavior.crash"));

    [Fact]
    public void Find_EndOfTheWindow_IsNoCrash() => Assert.Empty(TestBehavior.Findings(new RecordBuilder().Process(1, "/a"), "behavior.crash"));

    private static RecordBuilder With(RecordBuilder record, params string[] log)
    {
        record.Finally = each => each with { LogTail = log };
        return record;
    }
}
