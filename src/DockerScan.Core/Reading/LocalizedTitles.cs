using DockerScan.Core.Findings;
using DockerScan.Core.Scans;

namespace DockerScan.Core.Reading;

/// <summary>Puts what findings say of themselves into the language of a reader, before anything is made of them.</summary>
public static class LocalizedTitles
{
    /// <summary>The result with its findings' texts in a language.</summary>
    public static ScanResult In(ScanResult result, IFindingTitles? titles, ReportLanguage language)
    {
        ArgumentNullException.ThrowIfNull(result);
        return language == ReportLanguage.English ? result : result with { Findings = In(result.Findings, titles, language) };
    }

    /// <summary>Findings with their texts in a language.</summary>
    public static IReadOnlyList<Finding> In(IReadOnlyList<Finding> findings, IFindingTitles? titles, ReportLanguage language)
        => language == ReportLanguage.English ? findings : [.. findings.Select(finding => finding with { Details = In(finding, titles, language) })];

    private static FindingDraft In(Finding finding, IFindingTitles? titles, ReportLanguage language)
    {
        var details = finding.Details;
        return details with
        {
            // Titles of vulnerabilities are the world's.
            Title = KeyClasses.IsVulnerability(finding) ? details.Title : Title(details.Title, titles, language),
            Target = KeyClasses.IsVulnerability(finding) ? details.Target : FindingWords.Place(details, language),
            Description = FindingWords.In(details.Description, language),
            RiskReason = details.RiskReason is { } reason ? FindingWords.In(reason, language) : null,
            Remediation = FindingWords.In(details.Remediation, language),
            Evidence = FindingWords.Evidence(details.Evidence, language),
        };
    }

    // Whoever wrote a rule's title may have it in others; the rules of the program itself have theirs in the words.
    private static string Title(string title, IFindingTitles? titles, ReportLanguage language)
        => titles?.In(title, language) is { } named && named != title ? named : FindingWords.In(title, language);
}
