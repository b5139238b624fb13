using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Scanners.Processes;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Matching;
using DockerScan.Scanners.Trivy.Report;
using DockerScan.Scanners.Trivy.Tool;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Trivy;

/// <summary>Runs one scan, if it cannot be had without. Trivy's scan cache, and its database before 0.68, admit one process: so only one runs at a time.</summary>
internal sealed class TrivyRunner(
    IOptions<TrivyOptions> options,
    TrivyPaths paths,
    DatabaseProvider databases,
    ProcessRunner processes,
    FileGate gate,
    KnownContent known,
    TimeProvider time,
    IIdGenerator ids,
    ILogger<TrivyRunner> logger)
{
    private const long MaxScanCacheBytes = 1024L * 1024 * 1024;

    // Trivy's own limit comes first, because it then says what it was doing.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(10);

    /// <summary>Runs it.</summary>
    public async Task<TrivyRun> RunAsync(TrivyTool tool, ImageDigest image, TimeSpan limit, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(paths.Root);
        return await known.TryAsync(tool, image, null, cancellationToken) is { Run: { } match } ? match : await StartAsync(tool, image, limit, cancellationToken);
    }

    private async Task<TrivyRun> StartAsync(TrivyTool tool, ImageDigest image, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var held = await gate.AcquireAsync(paths.ScanGate, TimeSpan.FromSeconds(options.Value.MaxWaitSeconds), cancellationToken);
        if (held is null)
        {
            return new TrivyRun { IsGivenUp = true, Waited = TimeSpan.FromSeconds(options.Value.MaxWaitSeconds) };
        }

        var run = new TrivyRun { Waited = held.Waited, Database = await databases.PrepareAsync(cancellationToken) };
        // Without a database everything but vulnerabilities is looked for.
        var cache = run.Database.CacheFolder;
        await JavaIndex.EnsureAsync(cache, cancellationToken);
        Sweep(cache);
        using var work = PrivateDirectory.Create(Path.Combine(paths.Work, $"scan-{ids.NewId()}"));
        var report = Path.Combine(work.Path, "report.json");
        run = run with { HasJavaIndex = JavaIndex.IsReal(cache), Arguments = TrivyArguments.Scan(tool, cache, report, limit, image, run.HasDatabase) };
        var result = await StartAsync(tool, run.Arguments, work.Path, limit + Slack, cancellationToken);
        return run with
        {
            Process = result,
            Report = result.IsSuccess ? await TrivyReportReader.ReadAsync(report, options.Value.MaxReportBytes, cancellationToken) : null,
        };
    }

    /// <summary>How much room there is where Trivy writes; null when that cannot be told.</summary>
    public long? FreeBytes()
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(paths.Root)).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private async Task<ProcessResult> StartAsync(
        TrivyTool tool, IReadOnlyList<string> arguments, string work, TimeSpan limit, CancellationToken cancellationToken)
    {
        var request = new ProcessRequest
        {
            FileName = tool.Path,
            Arguments = arguments,
            WorkDirectory = work,
            Timeout = limit,
            Environment = TrivyEnvironment.For(options.Value.DockerHost),
        };
        var started = time.GetTimestamp();
        var result = await processes.RunAsync(request, cancellationToken);
        logger.Ended(result.ExitCode, time.GetElapsedTime(started).TotalSeconds);
        return result;
    }

    // We hold the gate: whatever lies here is of a run that was killed. The scan cache never shrinks by itself.
    private void Sweep(string cache)
    {
        if (Directory.Exists(paths.Work))
        {
            foreach (var left in Directory.EnumerateDirectories(paths.Work, "scan-*"))
            {
                PrivateDirectory.TryDelete(left);
            }
        }

        var scans = new FileInfo(Path.Combine(cache, "fanal", "fanal.db"));
        if (scans.Exists && scans.Length > MaxScanCacheBytes)
        {
            scans.Delete();
            logger.ScanCacheDropped();
        }
    }
}
