namespace DockerScan.Scanners.Autorun;

/// <summary>What becomes of one more start of a file.</summary>
internal enum AutorunRun
{
    /// <summary>It is followed.</summary>
    New,

    /// <summary>It was followed before.</summary>
    Known,

    /// <summary>It is followed as if it were given any arguments: there were enough ways by themselves.</summary>
    Any,

    /// <summary>It was followed so already.</summary>
    TooMany,
}
