namespace DockerScan.Scanners.Autorun;

/// <summary>What becomes of one more start of a file.</summary>
internal enum AutorunRun
{
    /// <summary>It is followed.</summary>
    New,

    /// <summary>It was followed before.</summary>
    Known,

    /// <summary>It is not followed: a bound is met.</summary>
    TooMany,
}
