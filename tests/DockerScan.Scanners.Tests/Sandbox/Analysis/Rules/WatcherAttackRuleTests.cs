using DockerScan.Core.Findings;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis.Rules;

public sealed class WatcherAttackRuleTests
{
    [Fact]
    public void Find_AttackThatWasTold_NamesWhoAndHow()
    {
        var record = new RecordBuilder().Process(1, "/opt/service", "/opt/service attack").Inspect(new AttackEvent(AttackEvent.Asked, 1, "/opt/service attack"), 3).Exits(137, 3.2);
        record.Finally = each => each with { WatcherAttack = "a process asked" };

        var found = Assert.Single(TestBehavior.Findings(record, "behavior.escape-attempt"));

        Assert.Equal(("attacks-watcher", Severity.High, "/opt/service"), (found.Id, found.Severity, found.Location));
        Assert.Contains("+3.0 s a process asked for the inspector's user and was refused (pid 1: /opt/service attack)", found.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_SilenceAlone_IsFoundAndNoCrash()
    {
        var record = new RecordBuilder().Process(1, "/opt/service").Exits(137, 3.2);
        record.Finally = each => each with { WatcherAttack = "the inspector fell silent for 1.6 s" };

        Assert.Contains("fell silent", Assert.Single(TestBehavior.Findings(record, "behavior.escape-attempt")).Evidence, StringComparison.Ordinal);
        Assert.Empty(TestBehavior.Findings(record, "behavior.crash"));
        Assert.Contains(TestBehavior.Analyze(record).Completeness.Gaps, gap => gap.Detail.Contains("it attacks the watcher: the inspector fell silent", StringComparison.Ordinal));
    }

    [Fact]
    public void Find_NothingWasDone_IsNothing()
        => Assert.Empty(TestBehavior.Findings(new RecordBuilder().Process(1, "/opt/service"), "behavior.escape-attempt"));
}
