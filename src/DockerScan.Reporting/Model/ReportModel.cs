using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Scans;

namespace DockerScan.Reporting.Model;

/// <summary>The reading of a result with the checklist's texts, and with as many findings as this form of the report has room for.</summary>
internal sealed class ReportModel(ScanResult result, Checklist checklist, int maxFindings)
{
    private IReadOnlyList<Finding>? _shown;
    private IReadOnlyList<PackageGroup>? _packages;

    public ResultReading Reading { get; } = new(result);

    public ScanResult Result => result;

    /// <summary>The image's name for titles: a digest is cut, as the whole of it stands in the table.</summary>
    public string ShortName => result.Reference is { Digest: { } digest } reference
        ? reference.Familiar.Replace(digest.Value, $"{digest.Value.Split(':')[0]}:{digest.Abbreviated}…", StringComparison.Ordinal)
        : result.Reference.Familiar;

    public IReadOnlyDictionary<string, CheckDefinition> Checks { get; } = checklist.Checks.ToDictionary(check => check.Id, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, CheckGroup> Groups { get; } = checklist.Groups.ToDictionary(group => group.Id, StringComparer.Ordinal);

    public IReadOnlyList<Finding> Open => Reading.Findings.Open;

    public IReadOnlyList<Finding> Accepted => Reading.Findings.Accepted;

    /// <summary>The open findings that this form of the report has room for.</summary>
    public IReadOnlyList<Finding> Shown => _shown ??= [.. Open.Take(maxFindings)];

    /// <summary>Those of packages, a group for each source.</summary>
    public IReadOnlyList<PackageGroup> Packages => _packages ??= PackageGroup.From(Shown);
}
