using DockerScan.Core.Checks;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Scanners.Trivy.Report;

namespace DockerScan.Scanners.Trivy.Mapping;

/// <summary>A whole report to findings: one for each key, the worst first.</summary>
internal sealed class TrivyReportMapper(Checklist checklist)
{
    /// <summary>The location of what is in the configuration, not in a file.</summary>
    public const string ConfigurationLocation = "image-config";

    private readonly VulnerabilityMapper _vulnerabilities = new(checklist);

    /// <summary>Maps a report.</summary>
    public MappedReport Map(TrivyReport report, int maxFindings)
    {
        var results = (report.Results ?? []).OfType<TrivyResult>().ToList();
        var os = OperatingSystem(report.Metadata?.Os);
        var drafts = results.SelectMany(result => Map(result, IsConfiguration(result, report))).Concat(EndOfLife(os));
        var merged = drafts.GroupBy(draft => (draft.KeyClass, draft.Id, draft.Location)).Select(Merge)
            .OrderByDescending(draft => draft.Severity)
            .ThenBy(draft => draft.Id, StringComparer.Ordinal)
            .ThenBy(draft => draft.Location, StringComparer.Ordinal)
            .ToList();
        return new MappedReport
        {
            Findings = merged.Count <= maxFindings ? merged : merged[..maxFindings],
            TotalFindings = merged.Count,
            OperatingSystem = os,
            PackageCount = results.Sum(result => result.Packages?.Count ?? 0),
            CoveredFiles = results.Where(result => result.Class != TrivyResult.OsPackages && result.Packages is { Count: > 0 })
                .SelectMany(result => result.Packages!.Select(package => package?.FilePath).Append(result.Target)).OfType<string>()
                .Select(path => ImagePath.Combine("/", path)).ToHashSet(StringComparer.Ordinal),
            OsPackageCount = results.Where(result => result.Class == TrivyResult.OsPackages).Sum(result => result.Packages?.Count ?? 0),
        };
    }

    private IEnumerable<FindingDraft> Map(TrivyResult result, bool isConfiguration)
    {
        var vulnerabilities = (result.Vulnerabilities ?? []).OfType<TrivyVulnerability>().Select(one => _vulnerabilities.Map(one, result));
        var secrets = (result.Secrets ?? []).OfType<TrivySecret>()
            .GroupBy(secret => secret.RuleId, StringComparer.Ordinal)
            .Select(rule => SecretMapper.Map([.. rule], result, isConfiguration));
        var misconfigurations = (result.Misconfigurations ?? []).OfType<TrivyMisconfiguration>()
            .Where(one => MisconfigurationMapper.IsFinding(one, isConfiguration))
            .GroupBy(MisconfigurationMapper.NormalizeId, StringComparer.Ordinal)
            .Select(rule => MisconfigurationMapper.Map([.. rule], result, isConfiguration));
        return vulnerabilities.Concat(secrets).OfType<FindingDraft>().Concat(misconfigurations);
    }

    // What Trivy finds in the configuration bears the artifact's name, because there is no file to name.
    private static bool IsConfiguration(TrivyResult result, TrivyReport report) => result.Target is not { Length: > 0 } target || target == report.ArtifactName;

    private static FindingDraft Merge(IGrouping<(string, string, string), FindingDraft> same)
    {
        var worst = same.MaxBy(draft => draft.Severity)!;
        var others = same.Select(draft => draft.InstalledVersion).Where(version => version != worst.InstalledVersion).Distinct(StringComparer.Ordinal).ToList();
        return others.Count == 0 ? worst
            : worst with { Evidence = TrivyText.Name($"{worst.Evidence}; also installed: {string.Join(", ", others.Take(5))}") };
    }

    private static OperatingSystemInfo? OperatingSystem(TrivyOs? os)
        => os?.Family is { Length: > 0 } family && family != "none"
            ? new OperatingSystemInfo(TrivyText.Id(family), TrivyText.Id(os.Name), os.Eosl)
            : null;

    private static IEnumerable<FindingDraft> EndOfLife(OperatingSystemInfo? os)
    {
        if (os is not { EndOfLife: true })
        {
            yield break;
        }

        yield return new FindingDraft
        {
            Check = CheckIds.OutdatedSoftware,
            Id = "os-end-of-life",
            KeyClass = CheckIds.OutdatedSoftware,
            Location = $"os:{os.Family}",
            Title = $"{os.Family} {os.Name} is past its end of life",
            Description = "Its distributor no longer mends it. New vulnerabilities stay open, and many are not even listed any more.",
            Severity = Severity.High,
            Target = os.Family,
            InstalledVersion = os.Name,
            Evidence = $"the image's operating system is {os.Family} {os.Name}; Trivy lists its support as ended",
            Remediation = $"Build on a release of {os.Family} that is still supported",
        };
    }
}
