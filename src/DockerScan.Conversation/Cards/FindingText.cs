using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Core.Assessment;
using DockerScan.Core.Findings;

namespace DockerScan.Conversation.Cards;

/// <summary>Findings in plain words, one line each.</summary>
internal static class FindingText
{
    // Parts are bounded one by one, so that a long hostile one does not push the others off the line.
    private const int Name = 60;
    private const int Version = 40;
    private const int Title = 140;
    private const int Advice = 110;

    /// <summary>The first part of a vulnerability's key, whatever check it belongs to.</summary>
    public static bool IsVulnerability(Finding finding) => KeyClasses.IsVulnerability(finding);

    /// <summary>A group as a person would say it.</summary>
    public static ChatLine Summary(FindingGroup group, CardStrings strings)
        => Line(group.Worst, group.IsVulnerability ? $"{Vulnerabilities(group, strings)} {Mend(group, strings)}" : Plain(group.Worst), strings);

    /// <summary>A group that is gone: without advice, and quiet.</summary>
    public static ChatLine Gone(FindingGroup group, CardStrings strings)
    {
        var text = group.IsVulnerability ? Vulnerabilities(group, strings) : Sentence(group.Worst.Details.Title + Where(group.Worst.Details), Title);
        return new ChatLine(text, ChatTone.Good, strings.RiskLabel(group.Worst.Risk));
    }

    /// <summary>One finding with all that names it, its key included.</summary>
    public static ChatLine Entry(Finding finding, CardStrings strings)
    {
        var details = finding.Details;
        var what = IsVulnerability(finding)
            ? $"{strings.Of(Clean(details.Id, Version), Package(details))} ({Upgrade(details, strings)}): {Clean(details.Title, Title)}"
            : $"{Clean(details.Title, Title)}{Where(details)}";
        return Line(finding, $"{what}{Exploited([finding], strings)} ({strings.Key(finding.Key, finding.State == FindingState.Accepted)})", strings);
    }

    private static ChatLine Line(Finding finding, string text, CardStrings strings)
        => new(text, finding.State == FindingState.Open ? ChatTones.Of(finding.Risk) : ChatTone.Muted, strings.RiskLabel(finding.Risk));

    private static string Vulnerabilities(FindingGroup group, CardStrings strings)
    {
        var worst = group.Worst.Details;
        var name = $"{Clean(worst.Id, Version)} ({strings.Words.Phrase(worst.Severity)}{Exploited(group.Findings, strings)}): {Sentence(worst.Title, Title)}";
        return group.Findings.Count == 1
            ? strings.Vulnerable(Package(worst), name)
            : strings.Vulnerable(Package(worst), group.Findings.Count, name);
    }

    // The day is that of the first of them; with the lists not there nothing is said.
    private static string Exploited(IReadOnlyList<Finding> findings, CardStrings strings)
        => findings.Select(finding => finding.Exploitation?.KnownSince).OfType<DateOnly>().ToList() is { Count: > 0 } days ? ", " + strings.Words.KnownExploited(days.Min()) : string.Empty;

    private static string Mend(FindingGroup group, CardStrings strings)
    {
        var versions = group.Findings.Select(finding => finding.Details.FixedVersion).OfType<string>().Where(text => text.Length > 0).Distinct().ToList();
        var open = group.Findings.Count(finding => string.IsNullOrEmpty(finding.Details.FixedVersion));
        return versions.Count switch
        {
            0 => strings.NoFix,
            1 when open == 0 => strings.Upgrade(Clean(versions[0], Version)),
            // Which of several versions is the newest is for the package manager to say.
            _ => strings.UpgradeMends(group.Findings.Count - open, group.Findings.Count),
        };
    }

    private static string Plain(Finding finding)
        => $"{Sentence(finding.Details.Title + Where(finding.Details), Title)} {Sentence(finding.Details.Remediation, Advice)}".TrimEnd();

    private static string Where(FindingDraft details)
    {
        var target = Clean(details.Target, Name);
        return target.Length == 0 || details.Title.Contains(target, StringComparison.OrdinalIgnoreCase) ? string.Empty : $" ({target})";
    }

    private static string Package(FindingDraft details)
        => string.IsNullOrEmpty(details.InstalledVersion) ? Clean(details.Target, Name) : $"{Clean(details.PackageName, Name)} {Clean(details.InstalledVersion, Version)}";

    private static string Upgrade(FindingDraft details, CardStrings strings)
        => string.IsNullOrEmpty(details.FixedVersion) ? strings.Words.NoFixYet : strings.FixedIn(Clean(details.FixedVersion, Version));

    private static string Sentence(string text, int maxLength)
    {
        var clean = Clean(text, maxLength).Trim();
        return clean.Length == 0 || clean[^1] is '.' or '!' or '?' or '…' ? clean : clean + ".";
    }

    private static string Clean(string? text, int maxLength) => DisplayText.Clean(text, maxLength);
}
