namespace DockerScan.Core.Watches;

/// <summary>How a run ended.</summary>
public enum WatchRunOutcome
{
    /// <summary>It was given up. The default, so that a forgotten outcome is no success.</summary>
    Failed,

    /// <summary>It looked at all of its tags; some of them may have failed.</summary>
    Ended,

    /// <summary>The run before it had not ended, so that it was left out.</summary>
    Overtaken,
}
