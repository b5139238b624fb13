namespace DockerScan.Core.Tags;

/// <summary>What is new about a platform of a tag.</summary>
public enum PlatformNews
{
    /// <summary>It has never been seen.</summary>
    FirstSeen,

    /// <summary>The same content, also where the index around it is another (an attestation or another platform was added).</summary>
    Unchanged,

    /// <summary>Other content.</summary>
    Changed,

    /// <summary>The image has no such platform, or no longer.</summary>
    Missing,
}
