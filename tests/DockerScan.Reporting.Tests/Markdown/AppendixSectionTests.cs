using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.TestKit.Builders;

namespace DockerScan.Reporting.Tests.Markdown;

/// <summary>Dozens of packages with one small vulnerability each are one table; none is lost by it.</summary>
public sealed class AppendixSectionTests
{
    [Theory]
    [InlineData(ReportLanguage.English, "packages with one each")]
    [InlineData(ReportLanguage.Korean, "취약점이 하나인 패키지")]
    public void Markdown_ManyPackagesWithOneEach_AreOneTable(ReportLanguage language, string title)
    {
        var scan = SampleScans.Large(40, 40);

        var appendix = Appendix(scan, language);

        Assert.Contains(title, appendix, StringComparison.Ordinal);
        Assert.All(scan.Findings, finding => Assert.Contains(finding.Key, appendix, StringComparison.Ordinal));
        // What is high keeps its evidence beside it.
        Assert.All(scan.Findings.Where(finding => finding.Risk == Risk.High), finding => Assert.Contains(finding.Details.Evidence, appendix, StringComparison.Ordinal));
        Assert.Equal(scan.Findings.Count(finding => finding.Risk == Risk.High) + 1, appendix.Split("\n#### ").Length - 1);
    }

    private static string Appendix(ScanResult scan, ReportLanguage language)
    {
        var text = TestReports.Markdown(scan, language);
        return text[text.LastIndexOf("\n## ", StringComparison.Ordinal)..];
    }
}
