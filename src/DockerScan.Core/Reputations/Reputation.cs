namespace DockerScan.Core.Reputations;

/// <summary>What is known of a file or address. The first four are never shown as clean.</summary>
public enum Reputation
{
    /// <summary>It is not looked up: no service is set up, or it is not worth a question.</summary>
    NotConfigured,

    /// <summary>The quota of the day is used up; it is asked later.</summary>
    OverQuota,

    /// <summary>Its turn comes soon, or its answer is not there yet.</summary>
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
