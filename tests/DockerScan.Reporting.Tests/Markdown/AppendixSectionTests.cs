using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.TestKit.Builders;

namespace DockerScan.Reporting.Tests.Markdown;

/// <summary>Dozens of packages with a few small vulnerabilities are one table; none is lost by it.</summary>
public sealed class AppendixSectionTests
{
    [Theory]
    [InlineData(ReportLanguage.English, "packages with few vulnerabilities, none of high risk")]
    [InlineData(ReportLanguage.Korean, "취약점이 적고 위험도가 높은 것이 없는 패키지")]
    public void Markdown_ManyPackagesWithFewSmall_AreOneTable(ReportLanguage language, string title)
    {
        var scan = SampleScans.Large(40, 40);

        var appendix = Appendix(scan, language);

        Assert.Contains(title, appendix, StringComparison.Ordinal);
        Assert.All(scan.Findings, finding => Assert.Contains(finding.Key, appendix, StringComparison.Ordinal));
        // What is high keeps its evidence beside it.
        Assert.All(scan.Findings.Where(finding => finding.Risk == Risk.High), finding => Assert.Contains(finding.Details.Evidence, appendix, StringComparison.Ordinal));
        Assert.Equal(scan.Findings.Count(finding => finding.Risk == Risk.High) + 1, appendix.Split("\n#### ").Length - 1);
    }

    // What stands in the way of twelve pages, also where nobody can print.
    [Theory]
    [InlineData(ReportLanguage.English)]
    [InlineData(ReportLanguage.Korean)]
    public void Markdown_AHundredFindingsOfADebianImage_AreFewRowsAndFewHeadings(ReportLanguage language)
    {
        var scan = DebianScan.Create();
        Assert.InRange(scan.Findings.Count, 95, 115);

        var lines = TestReports.Markdown(scan, language).Split('\n');

        Assert.InRange(lines.Count(line => line.StartsWith('|')), 60, 220);
        Assert.InRange(lines.Count(line => line.StartsWith("#### ", StringComparison.Ordinal)), 5, 20);
        Assert.All(scan.Findings.Select(finding => finding.Details.Id).Distinct(), id => Assert.Contains(lines, line => line.Contains(id, StringComparison.Ordinal)));
    }

    private static string Appendix(ScanResult scan, ReportLanguage language)
    {
        var text = TestReports.Markdown(scan, language);
        return text[text.LastIndexOf("\n## ", StringComparison.Ordinal)..];
    }
}
