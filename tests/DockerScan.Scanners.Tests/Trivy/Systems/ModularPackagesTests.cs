using System.Text.Json;
using DockerScan.Core.Checks;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy;
using DockerScan.Scanners.Trivy.Mapping;
using DockerScan.Scanners.Trivy.Systems;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scanners.Tests.Trivy.Systems;

/// <summary>Packages of modules that Trivy lists and passes over are a gap, and never "nothing known against them".</summary>
public sealed class ModularPackagesTests
{
    private const string Labelled = """{"Name":"nodejs","Version":"18.19.0","Release":"1.module+el8.9.0+1655+8b0cd8aa","Modularitylabel":"nodejs:18:8090020240123:a75119d5"}""";
    private const string Unlabelled = """{"Name":"nodejs","Version":"18.19.0","Release":"1.module_el8.6.0+2750+78feabcb"}""";
    private const string Plain = """{"Name":"bash","Version":"5.1.8","Release":"6.el9"}""";

    private readonly SystemJudge _judge = new(TestSystems.Load(), new FakeTimeProvider(new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero)));
    private readonly TrivyReportMapper _mapper = new(TestChecklist.Create());

    [Theory]
    [InlineData("rocky", Labelled, "0.44.1", "Rocky Linux: 1 in all (nodejs); next step: use Trivy 0.69.0 or newer (Trivy:Path)")]
    [InlineData("rocky", Labelled, "0.68.2", "Rocky Linux: 1 in all (nodejs); next step: use Trivy 0.69.0 or newer (Trivy:Path)")]
    [InlineData("rocky", Labelled, "dev", "Rocky Linux: 1 in all (nodejs); next step: use Trivy 0.69.0 or newer (Trivy:Path)")]
    [InlineData("alma", Unlabelled, "0.44.1", "AlmaLinux: 1 in all (nodejs); no Trivy up to 0.74.0 does: look its packages up in the distributor's own advisories")]
    [InlineData("alma", Unlabelled, "0.74.0", "AlmaLinux: 1 in all (nodejs); no Trivy up to 0.74.0 does: look its packages up in the distributor's own advisories")]
    public void Find_PassedOver_IsAGapWithTheNextStep(string family, string package, string trivy, string words)
    {
        var gap = Find(family, "8.9", trivy, Plain, package);

        Assert.Equal((GapKind.SystemUnsupported, StageOutcome.Partial), (gap?.Kind, CheckTable.Conclude([gap!]).Outcome));
        Assert.Equal("this Trivy does not compare packages of modules on " + words, gap?.Detail);
    }

    [Theory]
    [InlineData("rocky", Labelled, "0.69.0")]
    [InlineData("rocky", Labelled, "0.75.0")]
    [InlineData("rocky", Unlabelled, "0.44.1")]
    [InlineData("rocky", Plain, "0.44.1")]
    [InlineData("alma", Labelled, "0.44.1")]
    [InlineData("alma", Unlabelled, "0.75.0")]
    [InlineData("alma", Plain, "0.44.1")]
    [InlineData("redhat", Labelled, "0.44.1")]
    [InlineData("oracle", Unlabelled, "0.44.1")]
    public void Find_Compared_IsNone(string family, string package, string trivy) => Assert.Null(Find(family, "8.9", trivy, package));

    [Fact]
    public void Find_Many_NamesThreeOfThem()
        => Assert.Contains(": 5 in all (a, b, c …); next step: ", Find("rocky", "8.9", "0.44.1", [.. "ecdba".Select(name => Labelled.Replace("nodejs\",", name + "\",", StringComparison.Ordinal))])?.Detail, StringComparison.Ordinal);

    [Fact]
    public void Find_HostileName_IsOneBoundedLine()
    {
        var gap = Find("rocky", "8.9", "0.44.1", Labelled.Replace("nodejs\",", "\\u001b[31m" + new string('n', 4000) + "\",", StringComparison.Ordinal));

        Assert.DoesNotContain('\u001b', gap!.Detail);
        Assert.True(gap.Detail.Length <= 400);
    }

    // What comes before it in a later form of the report does not hide it.
    [Fact]
    public void Find_AnotherNewMemberBefore_IsStillSeen()
        => Assert.NotNull(Find("rocky", "8.9", "0.44.1", Labelled.Replace("{", "{\"Repository\":{\"Class\":\"official\"},", StringComparison.Ordinal)));

    private Gap? Find(string family, string name, string trivy, params string[] packages)
    {
        var report = JsonSerializer.Deserialize(
            $$$"""{"SchemaVersion":2,"Metadata":{"OS":{"Family":"{{{family}}}","Name":"{{{name}}}"}},"Results":[{"Class":"os-pkgs","Type":"{{{family}}}","Packages":[{{{string.Join(',', packages)}}}]}]}""",
            TrivyJsonContext.Default.TrivyReport)!;
        var system = _judge.Judge(report.Metadata!.Os, null, trivy, new SystemNotices(IsUnsupported: false, IsUnknownRelease: false), packages.Length);
        return ModularPackages.Find(system, _mapper.Map(report, 1000, null, system).PassedOver);
    }
}
