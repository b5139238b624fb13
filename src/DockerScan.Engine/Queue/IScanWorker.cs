using DockerScan.Core;

namespace DockerScan.Engine.Queue;

/// <summary>Takes scans from the queue and runs them, one at a time per call.</summary>
public interface IScanWorker
{
    /// <summary>Claims one scan, or with <paramref name="only"/> that one, and runs it to its end. False when there was none to claim.</summary>
    Task<bool> RunNextAsync(ScanId? only, OnStop onStop, CancellationToken cancellationToken);

    /// <summary>As <see cref="RunNextAsync"/>, but only a scan that a person waits for: a place that is kept for people.</summary>
    Task<bool> RunNextForPeopleAsync(OnStop onStop, CancellationToken cancellationToken) => RunNextAsync(null, onStop, cancellationToken);
}

/// <summary>What becomes of a scan whose worker is stopped in the middle.</summary>
public enum OnStop
{
    /// <summary>Another worker takes it: the service restarts.</summary>
    Release,

    /// <summary>It is given up: the person who asked pressed Ctrl-C.</summary>
    Cancel,
}
