using DockerScan.Core.Findings;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis.Rules;

/// <summary>A limit that is met is a finding, with its number and moment.</summary>
public sealed class LimitRuleTests
{
    [Fact]
    public void Find_ProcessesRefused_SaysHowOftenAndWhen()
    {
        var found = Assert.Single(Find(new RecordBuilder().Process(1, "/a").Inspect(new LimitEvent("processes", 3), 0.5).Inspect(new LimitEvent("processes", 900), 4)));

        Assert.Equal(("limit", "processes", Severity.Medium), (found.Id, found.Location, found.Severity));
        Assert.Equal("+0.5 s a new process was refused (3 times); 900 times by +4.0 s", found.Evidence);
    }

    [Fact]
    public void Find_SeveralLimits_AreSeveralFindings()
        => Assert.Equal(
            ["memory", "open files", "processes"],
            Find(new RecordBuilder().Process(1, "/a").Inspect(new LimitEvent("processes", 1), 1).Inspect(new LimitEvent("memory", 1), 2).Inspect(new LimitEvent("files", 4096), 3))
                .Select(each => each.Location).Order(StringComparer.Ordinal));

    [Fact]
    public void Find_EndedForWantOfMemory_IsOneFindingWithTheNumber()
    {
        var found = Assert.Single(Find(new RecordBuilder().Process(1, "/a").Inspect(new LimitEvent("memory", 2), 1).Exits(137, 3, isOutOfMemory: true)));

        Assert.Equal("out-of-memory", found.Id);
        Assert.Contains("+1.0 s a process was killed for want of memory (2 times)", found.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_NoLimitMet_IsNothing() => Assert.Empty(Find(new RecordBuilder().Process(1, "/a")));

    private static IReadOnlyList<FindingDraft> Find(RecordBuilder record) => [.. TestBehavior.Findings(record, "behavior.crash")];
}
