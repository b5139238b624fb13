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
            return run is not { Report.Report: { } report, Database: { } database }
                ? PackageMatch.Without(problem ?? "no reason given")
                : Read(tool, run, report, database);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return PackageMatch.Without($"Trivy's cache folder cannot be used ({e.GetType().Name})");
        }
    }

    private PackageMatch Read(TrivyTool tool, TrivyRun run, Report.TrivyReport report, DatabaseChoice database)
    {
        // What the image calls itself is not at hand: only a name hangs on it, and a gap of the scan.
        var system = judge.Judge(report.Metadata?.Os, null, tool.Version, run.Notices, TrivyReportMapper.OsPackages(report));
        var mapped = mapper.Map(report, options.Value.MaxFindings, needed: null, system);
        return mapped.Findings.Count < mapped.TotalFindings
            ? PackageMatch.Without("there are more findings than are kept (Trivy:MaxFindings)")
            : new PackageMatch { Findings = [.. mapped.Findings.Where(OfPackages)], PackageCount = mapped.PackageCount, Data = database.Identity };
    }

    private static bool OfPackages(FindingDraft draft) => draft.KeyClass is KeyClasses.Vulnerability or CheckIds.OutdatedSoftware;
}
