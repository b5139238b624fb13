using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;

namespace DockerScan.Engine.Scanning;

/// <summary>What commands, the CLI and pages ask of the engine. Results are as they stand now (<see cref="Accepting.IResultReader"/>).</summary>
public interface IScanService
{
    /// <summary>Queues a scan or joins one in flight.</summary>
    Task<EnqueuedScan> SubmitAsync(ScanRequest request, CancellationToken cancellationToken);

    /// <summary>Snapshots, newest wins, a few a second at most; ends after <see cref="ScanPhase.Finished"/>. Also for a scan that another process works on.</summary>
    IAsyncEnumerable<ScanProgress> WatchAsync(ScanId scan, CancellationToken cancellationToken);

    /// <summary>The result that answers a scan, or null while there is none.</summary>
    Task<ScanResult?> FindResultAsync(ScanId scan, CancellationToken cancellationToken);

    /// <summary>Who asked for a scan first (<see cref="ScanRequest.RequestedBy"/>); null when there is no such scan.</summary>
    Task<string?> FindRequesterAsync(ScanId scan, CancellationToken cancellationToken);

    /// <summary>What was asked for with a scan; null when there is no such scan.</summary>
    Task<ScanRequest?> FindRequestAsync(ScanId scan, CancellationToken cancellationToken);

    /// <summary>The newest result of a reference, complete or not.</summary>
    Task<ScanResult?> FindLatestAsync(ImageReference reference, CancellationToken cancellationToken);

    /// <summary>The newest result of a reference of which the image could be had, complete or not.</summary>
    Task<ScanResult?> FindLatestHadAsync(ImageReference reference, CancellationToken cancellationToken);

    /// <summary>How full the queue is. What a worker that ended had in hand waits.</summary>
    Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Cancels a scan, whichever process works on it, and waits some seconds for its end; what really became of it.
    /// <see cref="CancelAnswer.Asked"/> when its worker is told and has not ended it yet.
    /// </summary>
    Task<CancelAnswer> CancelAsync(ScanId scan, CancellationToken cancellationToken);
}
