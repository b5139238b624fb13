namespace DockerScan.Sentinel.Inspect;

/// <summary>When the process table looks at what again, in milliseconds, and what nobody saw in between.</summary>
internal static class LookTiming
{
    /// <summary>The first look after one at something new.</summary>
    public const int FirstRereadMs = 20;

    /// <summary>So long a process is looked at each time that somebody may have started, or become another.</summary>
    public const int HotMs = 25;

    /// <summary>The same for those who are only known to have done something.</summary>
    public const int AlertMs = 4;

    /// <summary>So long a process that still looks like its parent is held back.</summary>
    public const int HeldMs = 10;

    /// <summary>From a call that was told until it has happened, on a machine that is not too busy.</summary>
    public const int SettleMs = 20;

    private const int LastRereadMs = 250;
    private const int SweepMs = 20;
    private const int SweepShare = 10;
    private const int LateMs = 50;
    private const int FloodPids = 64;

    // Whoever lives as long as this is seen, or counted as lost.
    private const int StallMs = 250;

    /// <summary>How long after a sweep of that cost the next one comes: seldom when it is dear, but not too seldom.</summary>
    public static long SweepPause(long sweepNs) => Math.Clamp(sweepNs * SweepShare / 1_000_000, SweepMs, LastRereadMs);

    /// <summary>How long after a look at a process the next one comes: what is young, or was about to become another, soon.</summary>
    public static int NextReread(int rereadMs) => Math.Clamp(rereadMs * 2, FirstRereadMs, LastRereadMs);

    /// <summary>
    /// True when what came and went unseen is a loss: in a long pause, or many in a short one, in which somebody may have been hidden.
    /// Ordinary programs start some that end between two looks.
    /// </summary>
    /// <param name="pauseMs">How long nobody looked.</param>
    /// <param name="missed">How many process ids were given out in that time and are nobody's now.</param>
    public static bool IsLoss(long pauseMs, int missed) => pauseMs > StallMs ? missed > 0 : pauseMs > LateMs && missed > FloodPids;
}
