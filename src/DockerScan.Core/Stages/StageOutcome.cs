namespace DockerScan.Core.Stages;

/// <summary>How a stage ended. Only <see cref="Completed"/> lets anything be called clean.</summary>
public enum StageOutcome
{
    /// <summary>It broke; the default, so that a forgotten outcome is never a good one.</summary>
    Failed,

    /// <summary>It looked at everything it should.</summary>
    Completed,

    /// <summary>It looked at a part; the reason says which.</summary>
    Partial,

    /// <summary>It met its time limit.</summary>
    TimedOut,

    /// <summary>It cannot look at such an image.</summary>
    Unsupported,

    /// <summary>It was not run, by request or because an earlier stage ended the scan.</summary>
    Skipped,
}
