using System.Globalization;
using System.Text.RegularExpressions;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Trivy.Report;

namespace DockerScan.Scanners.Trivy.Mapping;

/// <summary>Misconfigurations to findings.</summary>
internal static partial class MisconfigurationMapper
{
    // Not taken from the image's own history:
    // - root user and missing health check are said by the image-config scanner, and a thing is said once;
    // - the forms of ADD and COPY: the history holds what the builder wrote ("COPY dir:… in /app"), not what a person did;
    // - several CMD or ENTRYPOINT: the base image's count too.
    private static readonly string[] NotOfHistory = ["DS-0002", "DS-0026", "DS-0005", "DS-0011", "DS-0007", "DS-0016"];

    /// <summary>The id of today's Trivy: <c>DS002</c> and <c>AVD-DS-0002</c> become <c>DS-0002</c>.</summary>
    public static string NormalizeId(TrivyMisconfiguration misconfiguration)
    {
        var id = misconfiguration.AvdId is { Length: > 0 } avd ? avd : misconfiguration.Id ?? string.Empty;
        var match = Id().Match(id);
        return match.Success && int.TryParse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? string.Create(CultureInfo.InvariantCulture, $"{match.Groups["kind"].Value}-{number:D4}")
            : TrivyText.Id(id);
    }

    /// <summary>True when it fails and is ours to say.</summary>
    public static bool IsFinding(TrivyMisconfiguration misconfiguration, bool isConfiguration)
    {
        var id = NormalizeId(misconfiguration);
        return id.Length > 0 && misconfiguration.Status is null or "FAIL" && !(isConfiguration && NotOfHistory.Contains(id, StringComparer.Ordinal));
    }

    /// <summary>One finding for each rule and file.</summary>
    public static FindingDraft Map(IReadOnlyList<TrivyMisconfiguration> sameRule, TrivyResult result, bool isConfiguration)
    {
        var first = sameRule[0];
        var id = NormalizeId(first);
        var title = TrivyText.Title(first.Title);
        var where = isConfiguration ? "the image's build history" : TrivyText.Name(result.Target);
        var resolution = TrivyText.Paragraph(first.Resolution);
        return new FindingDraft
        {
            Check = CheckIds.Misconfiguration,
            Id = id,
            KeyClass = CheckIds.Misconfiguration,
            Location = isConfiguration ? TrivyReportMapper.ConfigurationLocation : TrivyText.Name(result.Target),
            Title = title.Length > 0 ? title : id,
            Description = TrivyText.Paragraph(first.Description),
            Severity = sameRule.Max(one => TrivyText.Severity(one.Severity)),
            Target = isConfiguration ? "image configuration" : TrivyText.Name(result.Target),
            Evidence = TrivyText.Name($"rule {id} fails in {where}{Lines.Describe(sameRule.Select(one => one.CauseMetadata?.StartLine ?? 0))}"),
            Remediation = resolution.Length > 0 ? resolution : "See the reference",
            References = TrivyText.References(first.PrimaryLink, first.References),
        };
    }

    [GeneratedRegex(@"\A(?:AVD-)?(?<kind>[A-Z]{2,12})-?(?<number>[0-9]{1,6})\z", RegexOptions.NonBacktracking)]
    private static partial Regex Id();
}
