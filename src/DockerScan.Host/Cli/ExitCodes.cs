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

    /// <summary>What several scans end with: a missing service before what was found, what was found before what was not looked at.</summary>
    public static int Worse(int one, int other) => Rank(one) >= Rank(other) ? one : other;

    private static int Rank(int code) => code switch { Below => 0, Incomplete => 1, AtOrAbove => 2, _ => 3 };
}
