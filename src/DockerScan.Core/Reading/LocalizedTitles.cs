using DockerScan.Core.Findings;
using DockerScan.Core.Scans;

namespace DockerScan.Core.Reading;

/// <summary>Puts findings' titles into the language of a reader, before anything is made of them.</summary>
public static class LocalizedTitles
{
    /// <summary>The result with its titles in a language.</summary>
    public static ScanResult In(ScanResult result, IFindingTitles? titles, ReportLanguage language)
    {
        ArgumentNullException.ThrowIfNull(result);
        return titles is null || language == ReportLanguage.English ? result : result with { Findings = In(result.Findings, titles, language) };
    }

    /// <summary>Findings with their titles in a language.</summary>
    public static IReadOnlyList<Finding> In(IReadOnlyList<Finding> findings, IFindingTitles? titles, ReportLanguage language)
        => titles is null || language == ReportLanguage.English ? findings : [.. findings.Select(finding => In(finding, titles, language))];

    // Vulnerabilities are thousands, and their titles are the world's.
    private static Finding In(Finding finding, IFindingTitles titles, ReportLanguage language)
        => !KeyClasses.IsVulnerability(finding) && titles.In(finding.Details.Title, language) is var title && title != finding.Details.Title
            ? finding with { Details = finding.Details with { Title = title } }
            : finding;
}
