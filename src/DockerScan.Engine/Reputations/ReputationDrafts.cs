using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reputations;

namespace DockerScan.Engine.Reputations;

/// <summary>Findings from verdicts.</summary>
/// <remarks>
/// A malicious one belongs to <c>autorun.malware</c> or <c>network.malicious-address</c>, whose risk is high. A suspicious one, which a
/// single engine can make, is evidence for the same check but of medium risk: it belongs to the check whose severity decides.
/// </remarks>
internal static class ReputationDrafts
{
    public static IEnumerable<FindingDraft> Of(IndicatorReputation each)
    {
        if (each.Reputation is not (Reputation.Malicious or Reputation.Suspicious))
        {
            return [];
        }

        return each.Indicator.Kind == IndicatorKind.File
            ? each.Seen.Select(path => File(each, path))
            : [Contact(each)];
    }

    private static FindingDraft File(IndicatorReputation each, string path) => Draft(each, CheckIds.AutorunMalware, CheckIds.AutorunFile) with
    {
        Location = path,
        Target = path,
        Title = $"{Flagged(each)} flag a file that the image starts or drops",
        Remediation = "Do not run the image. Find out how the file came into it, remove it, rebuild from a trusted base image, and replace every secret that was within reach.",
    };

    private static FindingDraft Contact(IndicatorReputation each) => Draft(each, CheckIds.MaliciousAddress, CheckIds.ExternalContact) with
    {
        Title = $"It calls {each.Indicator.Defanged}, which {Flagged(each)} flag",
        Remediation = "Do not deploy the image, and stop containers made from it. Block the address at the network's edge, and look for it in the logs of connections.",
    };

    private static FindingDraft Draft(IndicatorReputation each, string check, string weaker)
    {
        var isMalicious = each.Reputation == Reputation.Malicious;
        return new FindingDraft
        {
            Check = isMalicious ? check : weaker,
            AlsoChecks = isMalicious ? [] : [check],
            // A verdict that becomes worse is a new finding.
            Id = isMalicious ? "virustotal-malicious" : "virustotal-suspicious",
            KeyClass = check,
            Location = each.Indicator.Value,
            Target = each.Indicator.Defanged,
            Title = string.Empty,
            Description = isMalicious ? string.Empty : "Few engines flag it, which can be a mistake of theirs: look at the details behind the link.",
            Severity = isMalicious ? Severity.Critical : Severity.Medium,
            Evidence = Evidence(each),
            Remediation = string.Empty,
            References = each.Report is { } report ? [report.Link] : [],
        };
    }

    private static string Flagged(IndicatorReputation each)
        => string.Create(CultureInfo.InvariantCulture, $"{each.Report?.Flagged} of {each.Report?.Asked} engines");

    private static string Evidence(IndicatorReputation each)
    {
        var report = each.Report;
        var seen = report?.FirstSeen is { } first ? $", first seen by VirusTotal {first.UtcDateTime:yyyy-MM-dd}" : string.Empty;
        var analysed = report?.LastAnalysed is { } last ? $", analysed {last.UtcDateTime:yyyy-MM-dd}" : string.Empty;
        return DisplayText.Clean($"{each.Indicator.Defanged}: {Flagged(each)}{seen}{analysed}; seen as {string.Join(", ", each.Seen)}", 1000);
    }
}
