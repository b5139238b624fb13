namespace DockerScan.Core.Scans;

/// <summary>Who waits for a scan. The first come first.</summary>
public enum ScanPriority
{
    /// <summary>A person. What it is when nobody says.</summary>
    Person,

    /// <summary>Nobody: a schedule asked.</summary>
    Schedule,
}
