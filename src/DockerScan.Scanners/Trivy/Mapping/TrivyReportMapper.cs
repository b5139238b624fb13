using DockerScan.Core.Checks;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Scanners.Trivy.Report;
using DockerScan.Scanners.Trivy.Systems;

namespace DockerScan.Scanners.Trivy.Mapping;

/// <summary>A whole report to findings: one for each key, the worst first.</summary>
internal sealed class TrivyReportMapper(Checklist checklist)
{
    /// <summary>The location of what is in the configuration, not in a file.</summary>
    public const string ConfigurationLocation = "image-config";

    private readonly VulnerabilityMapper _vulnerabilities = new(checklist);

    /// <summary>Maps a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="maxFindings">The most findings that are kept, the worst first.</param>
    /// <param name="needed">Packages that nobody can remove; null takes those of a short list.</param>
    /// <param name="system">The operating system as it was judged; null takes the report's word.</param>
    public MappedReport Map(TrivyReport report, int maxFindings, IReadOnlySet<string>? needed = null, SystemAnswer? system = null)
    {
        needed ??= NeededPackages.Always;
        system ??= AsReported(report.Metadata?.Os);
        var results = (report.Results ?? []).OfType<TrivyResult>().ToList();
        var drafts = results.SelectMany(result => Map(result, IsConfiguration(result, report), needed)).Concat(MachineKeysOf(results)).Concat(EndOfLife(system));
        var merged = drafts.GroupBy(draft => (draft.KeyClass, draft.Id, draft.Location)).Select(Merge)
            .OrderByDescending(draft => draft.Severity)
            .ThenBy(draft => draft.Id, StringComparer.Ordinal)
            .ThenBy(draft => draft.Location, StringComparer.Ordinal)
            .ToList();
        return new MappedReport
        {
            Findings = merged.Count <= maxFindings ? merged : merged[..maxFindings],
            TotalFindings = merged.Count,
            OperatingSystem = system.System,
            PackageCount = results.Sum(result => result.Packages?.Count ?? 0),
            CoveredFiles = results.Where(result => result.Class != TrivyResult.OsPackages && result.Packages is { Count: > 0 })
                .SelectMany(result => result.Packages!.Select(package => package?.FilePath).Append(result.Target)).OfType<string>()
                .Select(path => ImagePath.Combine("/", path)).ToHashSet(StringComparer.Ordinal),
            LanguageTypes = results.Where(result => result.Class != TrivyResult.OsPackages && result.Packages is { Count: > 0 }).Select(result => result.Type).OfType<string>().ToHashSet(StringComparer.Ordinal),
            GoWithoutLibrary = [.. results.Where(result => result.Type == "gobinary" && result.Packages is { Count: > 0 } && !result.Packages.Any(package => package?.Name == "stdlib"))
                .Select(result => ImagePath.Combine("/", result.Target ?? string.Empty)).Order(StringComparer.Ordinal)],
            // The shared runtime has a list of its own, in which its package has the same name.
            HasRuntimePack = results.Any(result => result.Target?.EndsWith("/Microsoft.NETCore.App.deps.json", StringComparison.Ordinal) != true && result.Packages?.Any(package => package?.Name?.Contains("Microsoft.NETCore.App.Runtime.", StringComparison.Ordinal) == true) == true),
            OsPackageCount = OsPackages(report),
            PassedOver = ModularPackages.PassedOver(system, results),
        };
    }

    /// <summary>How many packages of an operating system a report lists.</summary>
    public static int OsPackages(TrivyReport report)
        => (report.Results ?? []).OfType<TrivyResult>().Where(result => result.Class == TrivyResult.OsPackages).Sum(result => result.Packages?.Count ?? 0);

    private IEnumerable<FindingDraft> Map(TrivyResult result, bool isConfiguration, IReadOnlySet<string> needed)
    {
        var sources = Sources(result);
        var vulnerabilities = (result.Vulnerabilities ?? []).OfType<TrivyVulnerability>().Select(one => _vulnerabilities.Map(one, result, needed, sources));
        var secrets = SecretMapper.Map(result, isConfiguration);
        var misconfigurations = (result.Misconfigurations ?? []).OfType<TrivyMisconfiguration>()
            .Where(one => MisconfigurationMapper.IsFinding(one, isConfiguration))
            .GroupBy(MisconfigurationMapper.NormalizeId, StringComparer.Ordinal)
            .Select(rule => MisconfigurationMapper.Map([.. rule], result, isConfiguration));
        return vulnerabilities.Concat(secrets).OfType<FindingDraft>().Concat(misconfigurations);
    }

    private static Dictionary<string, string> Sources(TrivyResult result)
    {
        var sources = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var package in result.Class == TrivyResult.OsPackages && result.Vulnerabilities is { Count: > 0 } ? result.Packages ?? [] : [])
        {
            if (package is { Name.Length: > 0, SrcName.Length: > 0 } && package.Name != package.SrcName)
            {
                sources.TryAdd(package.Name, TrivyText.Name(package.SrcName));
            }
        }

        return sources;
    }

    private static IEnumerable<FindingDraft> MachineKeysOf(List<TrivyResult> results)
        => MachineKeys.Map([.. results.Where(result => (result.Secrets ?? []).OfType<TrivySecret>().Any(secret => MachineKeys.Contains(secret, result)))
            .Select(result => result.Target!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]) is { } finding ? [finding] : [];

    /// <summary>True for what Trivy finds in the configuration: it bears the artifact's name, because there is no file to name.</summary>
    public static bool IsConfiguration(TrivyResult result, TrivyReport report) => result.Target is not { Length: > 0 } target || target == report.ArtifactName;

    private static FindingDraft Merge(IGrouping<(string, string, string), FindingDraft> same)
    {
        var worst = same.MaxBy(draft => draft.Severity)!;
        var others = same.Select(draft => draft.InstalledVersion).Where(version => version != worst.InstalledVersion).Distinct(StringComparer.Ordinal).ToList();
        return others.Count == 0 ? worst
            : worst with { Evidence = TrivyText.Name($"{worst.Evidence}; also installed: {string.Join(", ", others.Take(5))}") };
    }

    private static SystemAnswer AsReported(TrivyOs? os)
        => os?.Family is { Length: > 0 } family && family != "none"
            ? new SystemAnswer(new OperatingSystemInfo(Family.Today(TrivyText.Id(family)), TrivyText.Id(os.Name), os.Eosl), os.Eosl ? "Trivy lists its support as ended" : null, null)
            : new SystemAnswer(null, null, null);

    private static IEnumerable<FindingDraft> EndOfLife(SystemAnswer system)
    {
        if (system is not { System: { EndOfLife: true } os, EndOfLifeReason: { } reason })
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
            Evidence = $"the image's operating system is {os.Family} {os.Name}; {reason}",
            Remediation = $"Build on a release of {os.Family} that is still supported",
        };
    }
}
