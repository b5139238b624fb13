using System.Text;
using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;

namespace DockerScan.Reporting.Tests.Markdown;

/// <summary>What changing FROM removes is said with a number only where it was counted.</summary>
public sealed class NewerBaseTests
{
    [Theory]
    [InlineData(ReportLanguage.English, "debian:12.5", 0, "change FROM `debian:12.5` to `debian:12.15`: −6", "Change FROM `debian:12.5` to `debian:12.15` – removes 6")]
    [InlineData(ReportLanguage.English, "debian:12.5", 2, "change FROM `debian:12.5` to `debian:12.15`: −6, +2 new", "Change FROM `debian:12.5` to `debian:12.15` (brings 2 new vulnerabilities) – removes 6")]
    [InlineData(ReportLanguage.English, "debian:12.15", 1, "build anew on the current `debian:12.15`: −6, +1 new", "Build anew on the current `debian:12.15` (brings 1 new vulnerability) – removes 6")]
    [InlineData(ReportLanguage.Korean, "debian:12.5", 2, "FROM을 `debian:12.5`에서 `debian:12.15`(으)로 변경: −6, 새 항목 +2", "FROM을 `debian:12.5`에서 `debian:12.15`(으)로 변경(새로 생기는 취약점 2건)")]
    public void Markdown_CountedNewerBase_IsInThePlanAndAmongTheMeasures(ReportLanguage language, string known, int brings, string plan, string measure)
    {
        var text = Text(Scan(known, BaseSource.Layers, finding => finding.Details.Layer == LayeredScan.Layers[0], brings), language);

        Assert.Contains(plan, text, StringComparison.Ordinal);
        Assert.Contains(measure, text, StringComparison.Ordinal);
        Assert.Contains("\nFROM debian:12.15\n", text, StringComparison.Ordinal);
        // What nobody counted is not said beside what somebody did.
        Assert.DoesNotContain("up to −", text, StringComparison.Ordinal);
        Assert.DoesNotContain("최대 −", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_NewerBaseThatCannotBeCounted_HasNoNumber()
    {
        var text = Text(Scan("debian:12.5", BaseSource.Label, null, 0), ReportLanguage.English);

        Assert.Contains("there is a newer base, `debian:12.15`, but what it would remove cannot be counted", text, StringComparison.Ordinal);
        Assert.Contains("as the image says of itself; nobody compared the layers; newer, and scanned too: `debian:12.15`", text, StringComparison.Ordinal);
        Assert.DoesNotContain("FROM debian", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_NewerBaseThatMendsNothing_IsNoAdvice()
        => Assert.DoesNotContain("FROM", Text(Scan("debian:12.5", BaseSource.Layers, _ => false, 0), ReportLanguage.English), StringComparison.Ordinal);

    [Fact]
    public void Markdown_BaseThatTheOperatorNamed_IsSaidSo()
        => Assert.Contains("`debian:12.5`, which the operator named: its layer is the lowest of 3 here", Text(Scan("debian:12.5", BaseSource.Named, null, 0), ReportLanguage.English), StringComparison.Ordinal);

    [Theory]
    [InlineData(true, 6)]
    [InlineData(false, null)]
    public void Json_NewerBase_HasNumbersOnlyWhereTheyWereCounted(bool isCounted, int? expected)
    {
        var json = JsonDocument.Parse(TestReports.Json(Scan("debian:12.5", BaseSource.Layers, isCounted ? finding => finding.Details.Layer == LayeredScan.Layers[0] : null, 2))).RootElement;

        var newer = json.GetProperty("image").GetProperty("base").GetProperty("newer");
        Assert.Equal("docker.io/library/debian:12.15", newer.GetProperty("reference").GetString());
        Assert.Equal((expected, isCounted ? 2 : null), (Number(newer, "removes"), Number(newer, "brings")));
    }

    private static int? Number(JsonElement of, string name) => of.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;

    private static ScanResult Scan(string known, BaseSource source, Func<Finding, bool>? gone, int brings)
    {
        var scan = LayeredScan.Create();
        return scan with
        {
            Base = new BaseImage(ImageReference.Parse(known), source == BaseSource.Label ? 0 : 1, source)
            {
                Newer = new NewerBase(ImageReference.Parse("debian:12.15")) { Removes = gone is null ? null : scan.Findings.Where(gone).Select(finding => finding.Key).ToHashSet(), Brings = gone is null ? 0 : brings },
            },
        };
    }

    private static string Text(ScanResult scan, ReportLanguage language) => Encoding.UTF8.GetString(TestReports.Renderer().Markdown(scan, language));
}
