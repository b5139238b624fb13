using System.Collections.Frozen;
using DockerScan.Core.Alerts;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Trivy.Report;
using DockerScan.Scanners.Trivy.Systems;

namespace DockerScan.Scanners.Trivy.Mapping;

/// <summary>What the image's distributor says of a vulnerability in a package of its own.</summary>
/// <param name="Severity">The severity that counts.</param>
/// <param name="Reason">Why it is not the one of the general databases; null when it is, or when nobody else gave one.</param>
/// <remarks>
/// A distributor knows what it builds and how: zlib1g of Debian is built without MiniZip, so its CVE-2023-45853, critical at NVD, is
/// not in it. So the distributor's severity comes before all others, what it says is not affected is low, and what it will not mend
/// is medium at most. Sources and statuses: aquasecurity/trivy-db, VendorSeverity and Status.
/// </remarks>
internal sealed record VendorWord(Severity Severity, string? Reason)
{
    // The family of an operating system in Trivy's reports to the names of its distributor's data in VendorSeverity.
    private static readonly FrozenDictionary<string, string[]> Sources = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["debian"] = ["debian"],
        ["ubuntu"] = ["ubuntu"],
        ["alpine"] = ["alpine"],
        ["redhat"] = ["redhat", "redhat-oval"],
        ["centos"] = ["centos", "redhat", "redhat-oval"],
        ["rocky"] = ["rocky", "redhat"],
        ["alma"] = ["alma", "redhat"],
        ["oracle"] = ["oracle-oval"],
        ["amazon"] = ["amazon"],
        ["fedora"] = ["fedora"],
        ["photon"] = ["photon"],
        ["wolfi"] = ["wolfi"],
        ["chainguard"] = ["chainguard"],
        ["azurelinux"] = ["azure", "cbl-mariner"],
        ["cbl-mariner"] = ["cbl-mariner", "azure"],
        ["opensuse"] = ["suse-cvrf"],
        ["opensuse-leap"] = ["suse-cvrf"],
        ["opensuse-tumbleweed"] = ["suse-cvrf"],
        ["sles"] = ["suse-cvrf"],
        ["slem"] = ["suse-cvrf"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Weighs the report's severity against the distributor's word. Only for packages of the operating system.</summary>
    public static VendorWord Of(TrivyVulnerability vulnerability, TrivyResult result)
    {
        var given = TrivyText.Severity(vulnerability.Severity);
        if (result.Class != TrivyResult.OsPackages)
        {
            return new VendorWord(given, null);
        }

        var family = Family.Today(TrivyText.Id(result.Type));
        var own = Sources.GetValueOrDefault(family) ?? [family];
        var severity = own.Contains(vulnerability.SeveritySource, StringComparer.Ordinal) && given != Severity.Unknown ? given : Own(vulnerability, own) ?? given;
        var reason = severity == given ? null : $"{family} itself says {Word(severity)}{Others(vulnerability, own)}";
        return vulnerability.Status switch
        {
            "not_affected" when severity != Severity.Low => new VendorWord(Severity.Low, $"{family} {NoiseClasses.NotAffectedWords}{Others(vulnerability, own)}"),
            "will_not_fix" when severity is Severity.High or Severity.Critical => new VendorWord(
                Severity.Medium, $"{family} has looked at it and will not fix it{Others(vulnerability, own)}"),
            _ => new VendorWord(severity, reason),
        };
    }

    private static Severity? Own(TrivyVulnerability vulnerability, string[] own)
        => own.Select(source => vulnerability.VendorSeverity?.GetValueOrDefault(source) ?? 0).FirstOrDefault(number => number is >= 1 and <= 4) switch
        {
            1 => Severity.Low,
            2 => Severity.Medium,
            3 => Severity.High,
            4 => Severity.Critical,
            _ => null,
        };

    // What the others say stays visible: the reader may judge otherwise.
    private static string Others(TrivyVulnerability vulnerability, string[] own)
        => TrivyText.Severity(vulnerability.Severity) is var given && given != Severity.Unknown && vulnerability.SeveritySource is { Length: > 0 } source && !own.Contains(source, StringComparer.Ordinal)
            ? $"; {TrivyText.Id(source)} says {Word(given)}"
            : string.Empty;

    private static string Word(Severity severity) => severity.ToString().ToLowerInvariant();
}
