using System.Text;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Sandbox.Analysis;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis.Rules;

/// <summary>What no list of changed paths shows is compared.</summary>
public sealed class SharedFilesRuleTests
{
    [Fact]
    public void Find_NameLedElsewhere_IsPersistenceWithTheLine()
    {
        var found = Assert.Single(Find("127.0.0.1 localhost\n", "127.0.0.1 localhost\n10.0.0.9 updates.example\n"));

        Assert.Equal(("hosts", "/etc/hosts", Severity.Medium, "The image changed /etc/hosts"), (found.Id, found.Location, found.Severity, found.Title));
        Assert.Contains("+ 10.0.0.9 updates.example", found.Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("+ 127.0.0.1", found.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_LinesTakenAway_IsFound() => Assert.Single(Find("a\nb\n", "a\n"));

    [Fact]
    public void Find_SameBytes_IsNothing() => Assert.Empty(Find("a\n", "a\n"));

    [Fact]
    public void Find_LongerThanIsRead_SizeTells()
        => Assert.Contains("2 bytes before, 3000000 after", Assert.Single(Find(File("a\n"), File("a\n") with { SizeBytes = 3_000_000 })).Evidence, StringComparison.Ordinal);

    [Fact]
    public void Find_NeverRan_IsNothing()
        => Assert.Empty(TestBehavior.Findings(new RecordBuilder { Finally = record => record with { Shared = [new SharedFile(File("a"), null, IsChanged: false)] } }, "behavior.persistence"));

    private static ImageFile File(string text) => new("/etc/hosts", Encoding.UTF8.GetBytes(text), text.Length, null);

    private static IReadOnlyList<FindingDraft> Find(string before, string after) => Find(File(before), File(after), before != after);

    private static IReadOnlyList<FindingDraft> Find(ImageFile before, ImageFile after, bool isChanged = true)
        => [.. TestBehavior.Findings(new RecordBuilder { Finally = record => record with { Shared = [new SharedFile(before, after, isChanged)] } }, "behavior.persistence")];
}
