namespace DockerScan.Core.Scans;

/// <summary>Where a scan stands in the queue.</summary>
public enum ScanState
{
    /// <summary>Waiting for a worker.</summary>
    Queued,

    /// <summary>Claimed by a worker whose lease is or was running.</summary>
    Running,

    /// <summary>A result is stored; it may say that nothing could be found out.</summary>
    Finished,

    /// <summary>Given up by the person who asked, before it ended.</summary>
    Cancelled,
}
