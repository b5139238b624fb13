namespace DockerScan.Host.Cli;

/// <summary>What the shell gets: a public contract.</summary>
internal static class ExitCodes
{
    /// <summary>Complete, and below the threshold.</summary>
    public const int Below = 0;

    /// <summary>Something at or above the threshold was found, whether or not all could be looked at.</summary>
    public const int AtOrAbove = 1;

    /// <summary>Incomplete, and what was found is below the threshold: the verdict is unknown.</summary>
    public const int Incomplete = 2;

    /// <summary>Wrong usage or settings (EX_USAGE of sysexits.h).</summary>
    public const int Usage = 64;

    /// <summary>A needed service is missing (EX_UNAVAILABLE).</summary>
    public const int Unavailable = 69;

    /// <summary>A fault of the program (EX_SOFTWARE).</summary>
    public const int Software = 70;

    /// <summary>Ctrl-C: 128 + SIGINT.</summary>
    public const int Interrupted = 130;

    /// <summary>Ended by a service manager or <c>kill</c>: 128 + SIGTERM.</summary>
    public const int Terminated = 143;
}
