namespace DockerScan.Core.Sandbox;

/// <summary>How the image's own command ended.</summary>
public enum TargetEnd
{
    /// <summary>It never ran, so nothing was seen of it.</summary>
    NeverRan,

    /// <summary>It ended by itself.</summary>
    Ended,

    /// <summary>It still ran as the window ended.</summary>
    StillRunning,

    /// <summary>It was stopped before its time, for a limit that it crossed or because it could not be watched any more.</summary>
    Stopped,
}
