using DockerScan.Core.Reputations;

namespace DockerScan.Reporting.Markdown;

/// <summary>The one link that the look-ups may show: a page of VirusTotal, over TLS. The answer comes from outside, so its word is not enough.</summary>
internal static class ReputationLink
{
    private const string Site = "https://www.virustotal.com/";

    /// <summary>The link, fit for Markdown, HTML and JSON; null when it leads anywhere else.</summary>
    public static string? Of(ReputationReport? report)
        => SafeLink.Normalize(report?.Link) is { } url && url.StartsWith(Site, StringComparison.Ordinal) ? url : null;
}
