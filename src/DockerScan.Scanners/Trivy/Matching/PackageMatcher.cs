using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Mapping;
using DockerScan.Scanners.Trivy.Systems;
using DockerScan.Scanners.Trivy.Tool;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Trivy.Matching;

/// <summary>The same way as a scan of known content, for whoever has no image.</summary>
internal sealed class PackageMatcher(
    IOptions<TrivyOptions> options, TrivyToolLocator locator, KnownContent content, TrivyReportMapper mapper, SystemJudge judge, TimeProvider time) : IPackageMatcher
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(5);

    private long _inVain;

    /// <inheritdoc/>
    public Task<PackageMatch> MatchAsync(ImageDigest image, CancellationToken cancellationToken) => MatchAsync(image, null, cancellationToken);

    /// <inheritdoc/>
    public Task<PackageMatch> MatchAsync(ScanResult result, CancellationToken cancellationToken) => result.Image is { } image
        ? MatchAsync(image.ImageId, result.Stages.FirstOrDefault(stage => stage.Id == StageIds.Trivy)?.Packages, cancellationToken)
        : Task.FromResult(PackageMatch.Without("the result has no image"));

    private async Task<PackageMatch> MatchAsync(ImageDigest image, PackageRecord? stored, CancellationToken cancellationToken)
    {
        try
        {
            var located = await locator.LocateAsync(cancellationToken);
            if (located.Tool is not { } tool)
            {
                return PackageMatch.Without(located.Problem);
            }

            var result = await AskAsync(tool, image, stored, cancellationToken);
            return result.Run is not { Report.Report: { } report, Database: { } database, Known: { } known }
                ? PackageMatch.Without(result.Problem)
                : Read(tool, known, report, database);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return PackageMatch.Without($"Trivy's cache folder cannot be used ({e.GetType().Name})");
        }
    }

    // Nobody waits for a match, and a server that is kept is only away while it is replaced, e.g. by one on a newer database. A scan is dearer.
    private async Task<KnownRun> AskAsync(TrivyTool tool, ImageDigest image, PackageRecord? stored, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var result = await content.TryAsync(tool, image, stored, cancellationToken);
            if (!result.IsForNow || !IsExpected())
            {
                return result;
            }

            if (time.GetElapsedTime(started) >= Patience)
            {
                Interlocked.Exchange(ref _inVain, time.GetTimestamp());
                return result;
            }

            await Task.Delay(Poll, time, cancellationToken);
        }
    }

    // Where one cannot be had, the first match waits and the others do not.
    private bool IsExpected()
        => options.Value.KeepServer && (Interlocked.Read(ref _inVain) is 0 || time.GetElapsedTime(Interlocked.Read(ref _inVain)) > Memory);

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
