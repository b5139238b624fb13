namespace DockerScan.Core.Scans;

/// <summary>What is known of a file or address. The first four are never shown as clean.</summary>
public enum Reputation
{
    /// <summary>No reputation service is set up.</summary>
    NotConfigured,

    /// <summary>The quota is used up; it is asked later.</summary>
    OverQuota,

    /// <summary>It was asked and is not answered yet.</summary>
    Pending,

    /// <summary>The service does not know it.</summary>
    Unknown,

    /// <summary>Known, and nobody flags it.</summary>
    Harmless,

    /// <summary>A few flag it.</summary>
    Suspicious,

    /// <summary>Many flag it.</summary>
    Malicious,
}
