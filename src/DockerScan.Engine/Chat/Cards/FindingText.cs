using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Engine.Chat.Messages;

namespace DockerScan.Engine.Chat.Cards;

/// <summary>Findings in plain words, one line each.</summary>
internal static class FindingText
{
    // Parts are bounded one by one, so that a long hostile one does not push the others off the line.
    private const int Name = 60;
    private const int Version = 40;
    private const int Title = 140;
    private const int Advice = 110;

    /// <summary>The first part of a vulnerability's key, whatever check it belongs to.</summary>
    public static bool IsVulnerability(Finding finding) => finding.Details.KeyClass == "vulnerability";

    /// <summary>A group as a person would say it.</summary>
    public static ChatLine Summary(FindingGroup group)
        => Line(group.Worst, group.IsVulnerability ? $"{Vulnerabilities(group)} {Mend(group)}" : Plain(group.Worst));

    /// <summary>A group that is gone: without advice, and quiet.</summary>
    public static ChatLine Gone(FindingGroup group)
        => new(group.IsVulnerability ? Vulnerabilities(group) : Sentence(group.Worst.Details.Title + Where(group.Worst.Details), Title), ChatTone.Good, RiskWords.Label(group.Worst.Risk));

    /// <summary>One finding with all that names it, its key included.</summary>
    public static ChatLine Entry(Finding finding)
    {
        var details = finding.Details;
        var what = IsVulnerability(finding)
            ? $"{Clean(details.Id, Version)} in {Package(details)}{Upgrade(details)}: {Clean(details.Title, Title)}"
            : $"{Clean(details.Title, Title)}{Where(details)}";
        var accepted = finding.State == FindingState.Accepted ? ", accepted" : string.Empty;
        return Line(finding, $"{what} (key {finding.Key}{accepted})");
    }

    private static ChatLine Line(Finding finding, string text)
        => new(text, finding.State == FindingState.Open ? ChatTones.Of(finding.Risk) : ChatTone.Muted, RiskWords.Label(finding.Risk));

    private static string Vulnerabilities(FindingGroup group)
    {
        var worst = group.Worst.Details;
        var name = $"{Clean(worst.Id, Version)} ({RiskWords.Lower(worst.Severity)}): {Sentence(worst.Title, Title)}";
        return group.Findings.Count == 1
            ? $"{Package(worst)} has {name}"
            : string.Create(CultureInfo.InvariantCulture, $"{Package(worst)} has {group.Findings.Count} known vulnerabilities, the worst {name}");
    }

    private static string Mend(FindingGroup group)
    {
        var versions = group.Findings.Select(finding => finding.Details.FixedVersion).OfType<string>().Where(text => text.Length > 0).Distinct().ToList();
        var open = group.Findings.Count(finding => string.IsNullOrEmpty(finding.Details.FixedVersion));
        return versions.Count switch
        {
            0 => "No fixed version is published yet.",
            1 when open == 0 => $"Upgrade to {Clean(versions[0], Version)}.",
            // Which of several versions is the newest is for the package manager to say.
            _ => string.Create(CultureInfo.InvariantCulture, $"An upgrade mends {group.Findings.Count - open} of {group.Findings.Count}."),
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
        => string.IsNullOrEmpty(details.InstalledVersion) ? Clean(details.Target, Name) : $"{Clean(details.Target, Name)} {Clean(details.InstalledVersion, Version)}";

    private static string Upgrade(FindingDraft details)
        => string.IsNullOrEmpty(details.FixedVersion) ? " (no fix yet)" : $" (fixed in {Clean(details.FixedVersion, Version)})";

    private static string Sentence(string text, int maxLength)
    {
        var clean = Clean(text, maxLength).Trim();
        return clean.Length == 0 || clean[^1] is '.' or '!' or '?' or '…' ? clean : clean + ".";
    }

    private static string Clean(string? text, int maxLength) => DisplayText.Clean(text, maxLength);
}
