using DockerScan.Core.Findings;
using DockerScan.Core.Reading;

namespace DockerScan.Core.Tests.Reading;

public sealed class LocalizedTitlesTests
{
    [Fact]
    public void In_Korean_OnlyTitlesOfOurRulesChange()
    {
        var rule = Make.Finding("a", check: "autorun.file");
        rule = rule with { Details = rule.Details with { KeyClass = KeyClasses.Signature } };
        var scan = Make.Scan([], rule, Make.Finding("b"));

        var shown = LocalizedTitles.In(scan, new Upper(), ReportLanguage.Korean);

        Assert.Equal(["A TITLE", "a title"], shown.Findings.Select(finding => finding.Details.Title));
        Assert.Equal(scan.Findings.Select(finding => finding.Key), shown.Findings.Select(finding => finding.Key));
        Assert.Equal(["a title", "a title"], scan.Findings.Select(finding => finding.Details.Title));
    }

    [Fact]
    public void In_EnglishOrWithoutTitles_IsTheResultItself()
    {
        var scan = Make.Scan([], Make.Finding("a", check: "autorun.file"));

        Assert.Same(scan, LocalizedTitles.In(scan, new Upper(), ReportLanguage.English));
        Assert.Same(scan, LocalizedTitles.In(scan, null, ReportLanguage.Korean));
    }

    private sealed class Upper : IFindingTitles
    {
        public string In(string title, ReportLanguage language) => title.ToUpperInvariant();
    }
}
