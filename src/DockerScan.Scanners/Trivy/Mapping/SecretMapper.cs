using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Scanners.ImageConfig.Secrets;
using DockerScan.Scanners.Trivy.Report;

namespace DockerScan.Scanners.Trivy.Mapping;

/// <summary>Secrets to findings: where and of which kind, never any text around them.</summary>
internal static class SecretMapper
{
    private const string Description = "Whoever can pull the image can read it, in every copy and in every layer below a later removal.";

    /// <summary>The findings of one result.</summary>
    public static IEnumerable<FindingDraft?> Map(TrivyResult result, bool isConfiguration)
    {
        var secrets = (result.Secrets ?? []).OfType<TrivySecret>().Where(secret => !MachineKeys.Contains(secret, result));
        return isConfiguration
            ? secrets.GroupBy(secret => (secret.RuleId, Place: secret.Place ?? ConfigurationPlace.Of(secret.Match))).Select(same => OfConfiguration([.. same], same.Key.Place))
            : secrets.GroupBy(secret => secret.RuleId, StringComparer.Ordinal).Select(same => OfFile([.. same], TrivyText.Name(result.Target)));
    }

    private static FindingDraft? OfFile(List<TrivySecret> same, string file)
        => Draft(same, CheckIds.SecretFile, file, file) is not { } draft ? null : draft with
        {
            Target = file,
            Remediation = "Revoke it, then build without the file: a later layer that deletes it does not take it away",
        };

    // Where it stands is the key, as in our own search: what both find is one finding.
    private static FindingDraft? OfConfiguration(List<TrivySecret> same, SecretPlace? place)
        => Draft(same, CheckIds.SecretEnv, place?.Location ?? "the image configuration (environment or history)", place?.Location ?? TrivyReportMapper.ConfigurationLocation) is not { } draft ? null : draft with
        {
            Id = place?.Id ?? draft.Id,
            Target = place?.Location ?? "image configuration",
            Remediation = place?.Remediation ?? "Revoke it, then build without it: hand it over at run time, or as a build secret that no layer keeps",
        };

    private static FindingDraft? Draft(List<TrivySecret> same, string check, string where, string location)
    {
        var secret = same[0];
        if (secret.RuleId is not { Length: > 0 } rule)
        {
            return null;
        }

        var title = TrivyText.Title(secret.Title);
        return new FindingDraft
        {
            Check = check,
            Id = TrivyText.Id(rule),
            KeyClass = check,
            Location = location,
            Title = TrivyText.Title($"{(title.Length > 0 ? title : rule)} in {where}"),
            Description = Description,
            Severity = same.Max(one => TrivyText.Severity(one.Severity)),
            Target = where,
            Evidence = TrivyText.Name($"rule {rule} ({secret.Category}), {where}{Lines.Describe(same.Select(one => one.StartLine))}; the value is masked"),
            Remediation = string.Empty,
        };
    }
}
