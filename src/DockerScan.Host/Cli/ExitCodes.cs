namespace DockerScan.Host.Cli;

/// <summary>What the shell gets: a public contract.</summary>
internal static class ExitCodes
{
    /// <summary>Complete, and below the threshold.</summary>
    public const int Below = 0;

    /// <summary>Complete, and at or above the threshold.</summary>
    public const int AtOrAbove = 1;

    /// <summary>Incomplete: the verdict is unknown.</summary>
    public const int Incomplete = 2;

    /// <summary>Wrong usage or settings (EX_USAGE of sysexits.h).</summary>
    public const int Usage = 64;

    /// <summary>A needed service is missing (EX_UNAVAILABLE).</summary>
    public const int Unavailable = 69;

    /// <summary>Ctrl-C: 128 + SIGINT.</summary>
    public const int Interrupted = 130;

    /// <summary>Ended by a service manager or <c>kill</c>: 128 + SIGTERM.</summary>
    public const int Terminated = 143;
}
