namespace DockerScan.Engine.Scanning;

/// <summary>One step of progress of a scan, for cards and terminals.</summary>
public enum ScanPhase
{
    Queued,
    Running,
    Finished,
}
