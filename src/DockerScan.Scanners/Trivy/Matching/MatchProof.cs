using System.Text.Json;
using DockerScan.Scanners.Trivy.Report;

namespace DockerScan.Scanners.Trivy.Matching;

/// <summary>Holds a report made by way of a server against the command's, of the same image and database: every vulnerability, every member.</summary>
internal static class MatchProof
{
    /// <summary>The first difference; null when there is none.</summary>
    public static string? FindDifference(TrivyReport command, TrivyReport matched)
    {
        if (command.Metadata?.Os?.Eosl != matched.Metadata?.Os?.Eosl)
        {
            return "the end of the system's support";
        }

        var (wanted, had) = (Lines(command), Lines(matched));
        return wanted.Count == had.Count && !wanted.Except(had).Any() && !had.Except(wanted).Any() ? null
            : $"{wanted.Except(had).Count()} findings are the command's alone, {had.Except(wanted).Count()} the server's";
    }

    /// <summary>Whether a report names each source's severity; null when it has no vulnerability that could show it.</summary>
    public static bool? HasVendorSeverity(TrivyReport report)
    {
        var all = (report.Results ?? []).OfType<TrivyResult>().SelectMany(result => result.Vulnerabilities ?? []).OfType<TrivyVulnerability>().ToList();
        return all.Count == 0 ? null : all.Any(one => one.VendorSeverity is { Count: > 0 });
    }

    private static List<string> Lines(TrivyReport report)
        => [.. (report.Results ?? []).OfType<TrivyResult>().SelectMany(result => (result.Vulnerabilities ?? []).OfType<TrivyVulnerability>()
            .Select(one => $"{result.Class}|{result.Type}|{result.Target}|{JsonSerializer.Serialize(Compared(one), MatchingJsonContext.Default.TrivyVulnerability)}"))];

    // A CVSS 4 vector beside one of CVSS 3 is not used, and not every server sends it.
    private static TrivyVulnerability Compared(TrivyVulnerability one) => one with
    {
        Cvss = one.Cvss?.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(
            pair => pair.Key, pair => pair.Value is { V3Vector: { Length: > 0 } } both ? both with { V40Vector = null } : pair.Value, StringComparer.Ordinal),
        VendorSeverity = one.VendorSeverity?.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal),
    };
}
