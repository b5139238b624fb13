using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Mapping;
using DockerScan.Scanners.Trivy.Systems;
using DockerScan.Scanners.Trivy.Tool;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Trivy.Matching;

/// <summary>The same way as a scan of known content, for whoever has no image.</summary>
internal sealed class PackageMatcher(
    IOptions<TrivyOptions> options, TrivyToolLocator locator, KnownContent content, TrivyReportMapper mapper, SystemJudge judge) : IPackageMatcher
{
    /// <inheritdoc/>
    public async Task<PackageMatch> MatchAsync(ImageDigest image, CancellationToken cancellationToken)
    {
        try
        {
            var located = await locator.LocateAsync(cancellationToken);
            if (located.Tool is not { } tool)
            {
                return PackageMatch.Without(located.Problem);
            }

            var (run, problem) = await content.TryAsync(tool, image, cancellationToken);
            return run is not { Report.Report: { } report, Database: { } database, Known: { } known }
                ? PackageMatch.Without(problem ?? "no reason given")
                : Read(tool, known, report, database);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return PackageMatch.Without($"Trivy's cache folder cannot be used ({e.GetType().Name})");
        }
    }

    private PackageMatch Read(TrivyTool tool, KnownAnalysis known, Report.TrivyReport report, DatabaseChoice database)
    {
        var system = judge.Judge(report.Metadata?.Os, known.Facts.Own, tool.Version, known.Notices, TrivyReportMapper.OsPackages(report));
        var mapped = mapper.Map(report, options.Value.MaxFindings, known.Facts.Needed.ToHashSet(StringComparer.Ordinal), system);
        return mapped.Findings.Count < mapped.TotalFindings
            ? PackageMatch.Without("there are more findings than are kept (Trivy:MaxFindings)")
            : new PackageMatch
            {
                Findings = [.. mapped.Findings.Where(OfPackages)],
                Gaps = [.. TrivyGaps.OfData(database, system, mapped)],
                PackageCount = mapped.PackageCount,
                Data = database.Identity,
            };
    }

    private static bool OfPackages(FindingDraft draft) => draft.KeyClass is KeyClasses.Vulnerability or CheckIds.OutdatedSoftware;
}
