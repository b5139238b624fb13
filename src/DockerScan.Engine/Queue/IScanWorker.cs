using DockerScan.Core;

namespace DockerScan.Engine.Queue;

/// <summary>Takes scans from the queue and runs them, one at a time per call.</summary>
public interface IScanWorker
{
    /// <summary>Claims one scan, or with <paramref name="only"/> that one, and runs it to its end. False when there was none to claim.</summary>
    Task<bool> RunNextAsync(ScanId? only, OnStop onStop, CancellationToken cancellationToken);
}
