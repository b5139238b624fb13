using DockerScan.Core.Images;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Mapping;
using DockerScan.Scanners.Trivy.Report;
using DockerScan.Scanners.Trivy.Server;
using DockerScan.Scanners.Trivy.Systems;
using DockerScan.Scanners.Trivy.Tool;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Trivy.Matching;

/// <summary>
/// Scans an image seen before without starting Trivy: what is in it is known, and a server says what is known against it now. An
/// image is only done so once both ways gave the same for it; wherever anything is in doubt the command runs.
/// </summary>
internal sealed class KnownContent(
    IOptions<TrivyOptions> options,
    DatabaseProvider databases,
    KnownAnalyses analyses,
    ITrivyServerFinder servers,
    ServerMatcher matcher,
    TrivyServerAlarm alarm,
    TimeProvider time,
    ILogger<KnownContent> logger)
{
    /// <summary>The run, or why the command has to.</summary>
    /// <param name="tool">The program.</param>
    /// <param name="image">The image's id.</param>
    /// <param name="stored">What is stored with a result of it; null takes what this machine knows.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<KnownRun> TryAsync(TrivyTool tool, ImageDigest image, PackageRecord? stored, CancellationToken cancellationToken)
    {
        var result = await RunAsync(tool, image, stored, cancellationToken);
        if (result.Run is null)
        {
            logger.NotMatched(image.Abbreviated, result.Problem);
        }

        return result;
    }

    private async Task<KnownRun> RunAsync(TrivyTool tool, ImageDigest image, PackageRecord? stored, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var choice = databases.Choose();
        if (!choice.Database.IsUsable)
        {
            return KnownRun.Without("there is no usable database");
        }

        var (server, problem) = servers.Find(tool, choice);
        if (server is null)
        {
            return KnownRun.Without($"server: {problem}", isForNow: true);
        }

        var (known, unknown) = await FindAsync(tool, image, stored, choice, cancellationToken);
        if (known is null)
        {
            return KnownRun.Without(unknown);
        }

        if (!known.IsProven)
        {
            return KnownRun.Without($"it is not proven that the server finds what the command finds in it: {known.Doubt ?? "there was no server when it was scanned"}");
        }

        var match = await AskAsync(known, server, cancellationToken);
        if (match.Report is not { } report)
        {
            return KnownRun.Without(match.Problem, match.IsServerAtFault);
        }

        // The database may have been swapped while the server answered from the one before it.
        if (servers.Find(tool, databases.Choose()).Server?.Id != server.Id)
        {
            return KnownRun.Without("the server or its database was replaced meanwhile", isForNow: true);
        }

        logger.Matched(image.Abbreviated, time.GetElapsedTime(started).TotalMilliseconds);
        return new KnownRun(new TrivyRun
        {
            // The files that the server's are a copy of: the copy goes with the server.
            Database = choice with { CacheFolder = choice.SourceFolder },
            HasJavaIndex = known.HasJavaIndex,
            Known = known,
            Report = new TrivyReportResult(report, null),
        });
    }

    // Stored before a server proved it, or by another Trivy, it may be known better here since.
    private async Task<(KnownAnalysis? Known, string? Problem)> FindAsync(TrivyTool tool, ImageDigest image, PackageRecord? record, DatabaseChoice choice, CancellationToken cancellationToken)
    {
        var stored = record is null ? null : StoredPackages.Unpack(record);
        var fault = record is null ? "it was not seen before, or not by this Trivy with these rules"
            : stored is null ? "the packages that are stored with its result cannot be read"
            : stored.Image != image.Value ? "the packages that are stored with its result are another image's"
            : stored.PackagesKey != AnalysisKey.OfPackages(tool) ? "the packages that are stored with its result were listed by another Trivy"
            : null;
        if (fault is null && stored!.IsProven)
        {
            return (stored, null);
        }

        return await analyses.FindAsync(image, AnalysisKey.Of(tool, choice.CacheFolder, image), cancellationToken) is { } known ? (known, null)
            : fault is null ? (stored, null) : (null, fault);
    }

    /// <summary>Keeps what the command found, and proves the other way where there is a server. Gives what it kept; null when that is nothing.</summary>
    public async Task<KnownAnalysis?> KeepAsync(TrivyTool tool, ImageDigest image, TrivyRun run, ImageFacts facts, CancellationToken cancellationToken)
    {
        if (options.Value.MaxKnownBytes == 0 || run is not { Database: { Database.IsUsable: true } used, Process: { IsSuccess: true } process, Report.Report: { } report })
        {
            return null;
        }

        var known = new KnownAnalysis
        {
            Form = KnownAnalysis.CurrentForm,
            Image = image.Value,
            Key = AnalysisKey.Of(tool, used.CacheFolder, image),
            PackagesKey = AnalysisKey.OfPackages(tool),
            FoundAt = time.GetUtcNow(),
            Report = WithoutVulnerabilities(report),
            Facts = facts,
            Notices = SystemNotices.Read(process.StandardError),
            HasJavaIndex = run.HasJavaIndex,
            Flags = TrivyArguments.Describe(run.Arguments),
            HasVendorSeverity = MatchProof.HasVendorSeverity(report),
        };
        known = await ProveAsync(known, tool, used, process.StandardError, report, cancellationToken);
        if (known.Doubt is { } doubt)
        {
            logger.NotProven(image.Abbreviated, doubt);
        }

        await analyses.KeepAsync(image, known, cancellationToken);
        return known;
    }

    private async Task<KnownAnalysis> ProveAsync(KnownAnalysis known, TrivyTool tool, DatabaseChoice used, string log, TrivyReport report, CancellationToken cancellationToken)
    {
        if (log.Contains("Mixing Alpine versions", StringComparison.OrdinalIgnoreCase))
        {
            // The list of repositories decides then, which no report holds.
            return known with { Doubt = "its repositories are of another release" };
        }

        if (servers.Find(tool, databases.Choose()).Server is not { } server || server.Source != DatabaseProvider.SourceOf(used))
        {
            return known;
        }

        var match = await AskAsync(known, server, cancellationToken);
        var difference = match.Report is { } matched ? MatchProof.FindDifference(report, matched) : match.Problem;
        return known with { IsProven = difference is null, Doubt = difference };
    }

    private async Task<MatchResult> AskAsync(KnownAnalysis known, TrivyServerState server, CancellationToken cancellationToken)
    {
        var match = await matcher.MatchAsync(known, server, cancellationToken);
        if (match.IsServerAtFault)
        {
            alarm.Raise(server.Id);
        }

        return match;
    }

    // Nor lines of the image: of a secret in the configuration only its place is needed.
    private static TrivyReport WithoutVulnerabilities(TrivyReport report) => report with
    {
        Results = [.. (report.Results ?? []).Select(result => result is null ? null : result with
        {
            Vulnerabilities = null,
            Secrets = result.Secrets is null ? null : [.. result.Secrets.Select(secret => secret is null ? null : secret with { Match = null, Place = TrivyReportMapper.IsConfiguration(result, report) ? ConfigurationPlace.Of(secret.Match) : null })],
        })],
    };
}
