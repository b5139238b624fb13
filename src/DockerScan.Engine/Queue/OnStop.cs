namespace DockerScan.Engine.Queue;

/// <summary>What becomes of a scan whose worker is stopped in the middle.</summary>
public enum OnStop
{
    /// <summary>Another worker takes it: the service restarts.</summary>
    Release,

    /// <summary>It is given up: the person who asked pressed Ctrl-C.</summary>
    Cancel,
}
