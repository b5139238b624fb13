using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Trivy.Report;

namespace DockerScan.Scanners.Trivy.Mapping;

/// <summary>Secrets to findings: where and of which kind, never any text around them.</summary>
internal static class SecretMapper
{
    /// <summary>One finding for each rule and file; null for an entry without a rule.</summary>
    public static FindingDraft? Map(IReadOnlyList<TrivySecret> sameRule, TrivyResult result, bool isConfiguration)
    {
        var secret = sameRule[0];
        if (secret.RuleId is not { Length: > 0 } rule)
        {
            return null;
        }

        var where = isConfiguration ? "the image configuration (environment or history)" : TrivyText.Name(result.Target);
        var title = TrivyText.Title(secret.Title);
        return new FindingDraft
        {
            Check = isConfiguration ? CheckIds.SecretEnv : CheckIds.SecretFile,
            Id = TrivyText.Id(rule),
            KeyClass = isConfiguration ? CheckIds.SecretEnv : CheckIds.SecretFile,
            Location = isConfiguration ? TrivyReportMapper.ConfigurationLocation : TrivyText.Name(result.Target),
            Title = TrivyText.Title($"{(title.Length > 0 ? title : rule)} in {where}"),
            Description = "Whoever can pull the image can read it, in every copy and in every layer below a later removal.",
            Severity = sameRule.Max(one => TrivyText.Severity(one.Severity)),
            Target = isConfiguration ? "image configuration" : TrivyText.Name(result.Target),
            Evidence = TrivyText.Name($"rule {rule} ({secret.Category}), {where}{Lines.Describe(sameRule.Select(one => one.StartLine))}; the value is masked"),
            Remediation = isConfiguration
                ? "Revoke it, then build without it: hand it over at run time, or as a build secret that no layer keeps"
                : "Revoke it, then build without the file: a later layer that deletes it does not take it away",
        };
    }
}
