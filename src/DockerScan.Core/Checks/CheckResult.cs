namespace DockerScan.Core.Checks;

/// <summary>What a check says.</summary>
public enum CheckResult
{
    /// <summary>A scanner that feeds it did not complete, and no other found anything. Never to be read as clean.</summary>
    NotAssessed,

    /// <summary>Everything that feeds it completed, and nothing was found.</summary>
    NotDetected,

    /// <summary>Something was found.</summary>
    Detected,
}
