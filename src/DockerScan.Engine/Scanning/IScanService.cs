using DockerScan.Core.Images;
using DockerScan.Core.Ports;
using DockerScan.Core.Scans;

namespace DockerScan.Engine.Scanning;

/// <summary>Scans, for those who ask for them.</summary>
public interface IScanService
{
    Task<EnqueuedScan> SubmitAsync(ScanRequest request, CancellationToken cancellationToken);

    /// <summary>Snapshots, newest wins, at most a few a second; ends after Finished. Also for a scan that another process works on (polled).</summary>
    IAsyncEnumerable<ScanProgress> WatchAsync(ScanId scan, CancellationToken cancellationToken);

    Task<ScanResult?> FindResultAsync(ScanId scan, CancellationToken cancellationToken);

    Task<ScanResult?> FindLatestAsync(ImageReference reference, CancellationToken cancellationToken);

    Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken);

    Task CancelAsync(ScanId scan, CancellationToken cancellationToken);
}
