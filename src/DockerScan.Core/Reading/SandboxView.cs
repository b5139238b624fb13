namespace DockerScan.Core.Reading;

/// <summary>Whether the image's behaviour was seen, in the words that a verdict needs.</summary>
public enum SandboxView
{
    /// <summary>It was never started.</summary>
    NotStarted,

    /// <summary>It was started, or should have been, and not all was seen.</summary>
    NotFullySeen,

    /// <summary>It was started and watched.</summary>
    Seen,
}
