using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Scanners.Processes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Trivy.Database;

/// <summary>Downloads into a staging folder, looks at what came, and swaps it in under the scan gate.</summary>
internal sealed class TrivyDatabaseRefresher(
    IOptions<TrivyOptions> options,
    TrivyPaths paths,
    DatabaseMirrors mirrors,
    FileGate gate,
    TimeProvider time,
    IIdGenerator ids,
    ILogger<TrivyDatabaseRefresher> logger) : IDatabaseRefresh
{
    private const int PatienceFactor = 10;

    // A closed network stays closed for a while, and a repository does not publish every minute.
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DatabaseRefresh>> RefreshAsync(CancellationToken cancellationToken)
    {
        var limit = TimeSpan.FromSeconds((double)options.Value.RefreshTimeoutSeconds * PatienceFactor);
        var vulnerabilities = await RunAsync(DatabasePart.Vulnerabilities, limit, isForScan: false, cancellationToken);
        return [vulnerabilities, await RunAsync(DatabasePart.Java, limit, isForScan: false, cancellationToken)];
    }

    /// <summary>The vulnerability database alone on behalf of a scan: only when a newer one is due, shorter, and not again within an hour.</summary>
    public Task<DatabaseRefresh> RefreshForScanAsync(CancellationToken cancellationToken)
        => RunAsync(DatabasePart.Vulnerabilities, TimeSpan.FromSeconds(options.Value.RefreshTimeoutSeconds), isForScan: true, cancellationToken);

    private async Task<DatabaseRefresh> RunAsync(DatabasePart part, TimeSpan limit, bool isForScan, CancellationToken cancellationToken)
    {
        if (Settled(part, isForScan) is { } settled)
        {
            return settled;
        }

        try
        {
            Directory.CreateDirectory(paths.Root);
            using var held = await gate.AcquireAsync(paths.RefreshGate, limit, cancellationToken);
            if (held is null)
            {
                return Failure(part, "another process is still downloading it");
            }

            // Whoever held the gate before may have done the work.
            return Settled(part, isForScan) ?? await DownloadAsync(part, limit, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.CacheUnusable(e);
            return Failure(part, $"the cache folder cannot be used ({e.GetType().Name})");
        }
    }

    private DatabaseRefresh? Settled(DatabasePart part, bool isForScan)
    {
        if (options.Value.DatabasePath is { Length: > 0 })
        {
            return new DatabaseRefresh(part.Name, DatabaseRefreshOutcome.NotApplicable, "the configured database is used", null);
        }

        if (part == DatabasePart.Java && !options.Value.RefreshJava)
        {
            return new DatabaseRefresh(part.Name, DatabaseRefreshOutcome.NotApplicable, "Trivy:RefreshJava is off", null);
        }

        if (!isForScan)
        {
            return null;
        }

        var own = mirrors.Inspect(part, paths.Root);
        var now = time.GetUtcNow();
        if (own is { Status: DatabaseStatus.Present, NextUpdate: { } next } && now < next)
        {
            return Current(part, $"its data is {DatabaseInspector.Age(now - own.UpdatedAt!.Value)} old", own);
        }

        return LastAttempt(part) is not { } last || now - last.At >= Memory || last.At > now ? null
            : last.Failure is { } reason ? Failure(part, $"{reason} (tried {DatabaseInspector.Age(now - last.At)} ago)")
            : own.IsUsable ? Current(part, "no newer one was published within the last hour", own)
            : null;
    }

    private async Task<DatabaseRefresh> DownloadAsync(DatabasePart part, TimeSpan limit, CancellationToken cancellationToken)
    {
        foreach (var left in Directory.EnumerateDirectories(paths.Root, "staging-*"))
        {
            PrivateDirectory.TryDelete(left);
        }

        using var staging = PrivateDirectory.Create(Path.Combine(paths.Root, $"staging-{ids.NewId()}"));
        var (current, last) = (mirrors.Inspect(part, paths.Root), LastAttempt(part));
        // Who put another database there by hand gets the published one again.
        var known = current.IsUsable && last?.UpdatedAt == current.UpdatedAt && ImageDigest.TryParse(last?.Layer, out var layer) ? layer : (ImageDigest?)null;
        var answer = await FetchAsync(part, staging.Path, current, known, limit, cancellationToken);
        var reason = answer.Fault ?? (answer.Folder is { } folder ? await SwapAsync(part, folder, cancellationToken) : null);
        var now = mirrors.Inspect(part, paths.Root);
        var inPlace = reason is null ? answer.Layer?.Value : last?.Layer;
        var attempt = new RefreshAttempt(time.GetUtcNow(), reason) { Layer = inPlace, UpdatedAt = reason is null ? now.UpdatedAt : last?.UpdatedAt };
        await JsonFile.WriteAsync(FileOf(part), attempt, TrivyJsonContext.Default.RefreshAttempt, ids.NewId(), cancellationToken);
        if (reason is not null)
        {
            logger.DatabaseNotRefreshed(part.Name, reason);
            return Failure(part, reason);
        }

        if (answer.Folder is null)
        {
            return Current(part, "no newer one is published", now);
        }

        logger.DatabaseRefreshed(part.Name, now.UpdatedAt ?? default);
        return new DatabaseRefresh(part.Name, DatabaseRefreshOutcome.Refreshed, "a newer database is in place", now.UpdatedAt);
    }

    private async Task<MirrorAnswer> FetchAsync(
        DatabasePart part, string staging, TrivyDatabase current, ImageDigest? known, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            return await mirrors.FetchAsync(part, staging, current, known, limit, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new MirrorAnswer(null, null, FormattableString.Invariant($"the download took longer than {limit.TotalSeconds:F0} s"));
        }
    }

    private async Task<string?> SwapAsync(DatabasePart part, string folder, CancellationToken cancellationToken)
    {
        using var held = await gate.AcquireAsync(paths.ScanGate, TimeSpan.FromSeconds(options.Value.MaxWaitSeconds), cancellationToken);
        if (held is null)
        {
            return "scans did not leave the database in time";
        }

        // Looked at again: the wait may have been long, and another may stand there now.
        if (mirrors.Fault(part, folder, mirrors.Inspect(part, paths.Root)) is { } fault)
        {
            return fault;
        }

        // Each rename is atomic; between them the new data bears the old, older date, which is safe to read.
        Directory.CreateDirectory(Path.Combine(paths.Root, part.Folder));
        File.Move(part.FileIn(folder), part.FileIn(paths.Root), overwrite: true);
        File.Move(part.MetadataIn(folder), part.MetadataIn(paths.Root), overwrite: true);
        if (part == DatabasePart.Java)
        {
            JavaIndex.Unmark(paths.Root);
        }

        return null;
    }

    private string FileOf(DatabasePart part) => part == DatabasePart.Java ? paths.JavaRefreshFile : paths.RefreshFile;

    private RefreshAttempt? LastAttempt(DatabasePart part) => JsonFile.TryRead(FileOf(part), TrivyJsonContext.Default.RefreshAttempt);

    private static DatabaseRefresh Current(DatabasePart part, string detail, TrivyDatabase own) => new(part.Name, DatabaseRefreshOutcome.Current, detail, own.UpdatedAt);

    private DatabaseRefresh Failure(DatabasePart part, string reason)
    {
        var own = mirrors.Inspect(part, paths.Root);
        return new DatabaseRefresh(part.Name, DatabaseRefreshOutcome.Failed, reason, own.IsUsable ? own.UpdatedAt : null);
    }
}
