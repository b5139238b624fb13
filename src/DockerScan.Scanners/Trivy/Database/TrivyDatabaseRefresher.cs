using DockerScan.Core;
using DockerScan.Scanners.Processes;
using DockerScan.Scanners.Trivy.Tool;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Trivy.Database;

/// <summary>Downloads into a staging folder, looks at what came, and swaps it in under the scan gate.</summary>
internal sealed class TrivyDatabaseRefresher(
    IOptions<TrivyOptions> options,
    TrivyPaths paths,
    TrivyToolLocator locator,
    DatabaseInspector inspector,
    ProcessRunner processes,
    FileGate gate,
    TimeProvider time,
    IIdGenerator ids,
    ILogger<TrivyDatabaseRefresher> logger)
{
    private const int PatienceFactor = 10;

    // A closed network stays closed for a while, and a repository does not publish every minute.
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    /// <summary>Downloads a newer database when one is due. Bounded; expected failures are results, and keep the last good database.</summary>
    public Task<TrivyRefreshResult> RefreshAsync(CancellationToken cancellationToken)
        => RunAsync(TimeSpan.FromSeconds((double)options.Value.RefreshTimeoutSeconds * PatienceFactor), isForScan: false, cancellationToken);

    /// <summary>The same on behalf of a scan: shorter, and not again within an hour.</summary>
    public Task<TrivyRefreshResult> RefreshForScanAsync(CancellationToken cancellationToken)
        => RunAsync(TimeSpan.FromSeconds(options.Value.RefreshTimeoutSeconds), isForScan: true, cancellationToken);

    private async Task<TrivyRefreshResult> RunAsync(TimeSpan limit, bool isForScan, CancellationToken cancellationToken)
    {
        if (Settled(isForScan) is { } settled)
        {
            return settled;
        }

        try
        {
            Directory.CreateDirectory(paths.Root);
            using var held = await gate.AcquireAsync(paths.RefreshGate, limit, cancellationToken);
            if (held is null)
            {
                return Failure("another process is still downloading it");
            }

            // Whoever held the gate before may have done the work.
            return Settled(isForScan) ?? await DownloadAsync(limit, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.CacheUnusable(e);
            return Failure($"the cache folder cannot be used ({e.GetType().Name})");
        }
    }

    private TrivyRefreshResult? Settled(bool isForScan)
    {
        if (options.Value.DatabasePath is { Length: > 0 })
        {
            return new TrivyRefreshResult(TrivyRefreshOutcome.NotApplicable, "the configured database is used", null);
        }

        var own = inspector.Inspect(paths.Root);
        var now = time.GetUtcNow();
        if (own is { Status: DatabaseStatus.Present, NextUpdate: { } next } && now < next)
        {
            return new TrivyRefreshResult(TrivyRefreshOutcome.Current, $"its data is {DatabaseInspector.Age(now - own.UpdatedAt!.Value)} old", own.UpdatedAt);
        }

        if (!isForScan || JsonFile.TryRead(paths.RefreshFile, TrivyJsonContext.Default.RefreshAttempt) is not { } last
            || now - last.At >= Memory || last.At > now)
        {
            return null;
        }

        return last.Failure is { } reason ? Failure($"{reason} (tried {DatabaseInspector.Age(now - last.At)} ago)")
            : own.IsUsable ? new TrivyRefreshResult(TrivyRefreshOutcome.Current, "no newer one was published within the last hour", own.UpdatedAt)
            : null;
    }

    private async Task<TrivyRefreshResult> DownloadAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var located = await locator.LocateAsync(cancellationToken);
        if (located.Tool is not { } tool)
        {
            return Failure(located.Problem);
        }

        foreach (var left in Directory.EnumerateDirectories(paths.Root, "staging-*"))
        {
            PrivateDirectory.TryDelete(left);
        }

        using var staging = PrivateDirectory.Create(Path.Combine(paths.Root, $"staging-{ids.NewId()}"));
        using var work = PrivateDirectory.Create(Path.Combine(staging.Path, "work"));
        var request = new ProcessRequest
        {
            FileName = tool.Path,
            Arguments = TrivyArguments.Download(tool, staging.Path, limit, options.Value.DatabaseRepository),
            WorkDirectory = work.Path,
            Timeout = limit,
            Environment = TrivyEnvironment.Quiet,
        };
        var reason = Fault(await processes.RunAsync(request, cancellationToken), limit) ?? await SwapAsync(staging.Path, cancellationToken);
        await JsonFile.WriteAsync(
            paths.RefreshFile, new RefreshAttempt(time.GetUtcNow(), reason), TrivyJsonContext.Default.RefreshAttempt, ids.NewId(), cancellationToken);
        if (reason is not null)
        {
            logger.DatabaseNotRefreshed(reason);
            return Failure(reason);
        }

        var updated = inspector.Inspect(paths.Root).UpdatedAt;
        logger.DatabaseRefreshed(updated ?? default);
        return new TrivyRefreshResult(TrivyRefreshOutcome.Refreshed, "a newer database is in place", updated);
    }

    private static string? Fault(ProcessResult result, TimeSpan limit)
        => result.IsSuccess ? null
            : result.StartError is { } error ? $"Trivy did not start: {DisplayText.Clean(error, 200)}"
            : result.IsTimedOut || TrivyMessages.IsTimeout(result.StandardError) ? $"the download took longer than {limit.TotalSeconds:F0} s"
            : $"the download failed: {TrivyMessages.LastError(result.StandardError) ?? $"exit code {result.ExitCode}"}";

    private async Task<string?> SwapAsync(string staging, CancellationToken cancellationToken)
    {
        var (next, current) = (inspector.Inspect(staging), inspector.Inspect(paths.Root));
        if (!next.IsUsable)
        {
            return $"what was downloaded cannot be used: {next.Reason}";
        }

        if (current.IsUsable && next.UpdatedAt < current.UpdatedAt)
        {
            return "what was downloaded is older than what is in place";
        }

        using var held = await gate.AcquireAsync(paths.ScanGate, TimeSpan.FromSeconds(options.Value.MaxWaitSeconds), cancellationToken);
        if (held is null)
        {
            return "scans did not leave the database in time";
        }

        // Each rename is atomic; between them the new data bears the old, older date, which is safe to read.
        Directory.CreateDirectory(Path.Combine(paths.Root, "db"));
        File.Move(DatabaseInspector.DatabaseFile(staging), DatabaseInspector.DatabaseFile(paths.Root), overwrite: true);
        File.Move(DatabaseInspector.MetadataFile(staging), DatabaseInspector.MetadataFile(paths.Root), overwrite: true);
        return null;
    }

    private TrivyRefreshResult Failure(string reason)
    {
        var own = inspector.Inspect(paths.Root);
        return new TrivyRefreshResult(TrivyRefreshOutcome.Failed, reason, own.IsUsable ? own.UpdatedAt : null);
    }
}
