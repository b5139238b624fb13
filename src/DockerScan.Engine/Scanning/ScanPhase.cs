namespace DockerScan.Engine.Scanning;

/// <summary>Where a scan stands, for cards and terminals.</summary>
public enum ScanPhase
{
    /// <summary>Waiting for a worker.</summary>
    Queued,

    /// <summary>A worker has it.</summary>
    Running,

    /// <summary>It ended: with a result, or cancelled and then without one.</summary>
    Finished,
}
