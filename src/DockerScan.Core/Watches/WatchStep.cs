namespace DockerScan.Core.Watches;

/// <summary>What is done.</summary>
public enum WatchStep
{
    /// <summary>The whole pipeline. The default: what is forgotten is looked at whole.</summary>
    FullScan,

    /// <summary>The packages that are known are compared with the database of now: no pull, no sandbox.</summary>
    Match,

    /// <summary>Nothing.</summary>
    Nothing,
}
