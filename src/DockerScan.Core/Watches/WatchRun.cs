using DockerScan.Core.Images;

namespace DockerScan.Core.Watches;

/// <summary>One planned run of a watch. There is one for each planned time, whoever planned it and however often.</summary>
public sealed record WatchRun
{
    /// <summary>The watch.</summary>
    public required string WatchId { get; init; }

    /// <summary>The time that it was planned for.</summary>
    public required DateTimeOffset Planned { get; init; }

    /// <summary>What was decided and is not ended yet; null while nothing was decided.</summary>
    public IReadOnlyList<WatchScan>? Scans { get; init; }

    /// <summary>How many tags were looked at, and what was done with them, so far.</summary>
    public WatchCounts Counts { get; init; } = new();

    /// <summary>How often the work on it broke.</summary>
    public int Failures { get; init; }

    /// <summary>Its key: the same for the same watch and time.</summary>
    public string Id => IdOf(WatchId, Planned);

    /// <summary>The key of a watch's run.</summary>
    public static string IdOf(string watch, DateTimeOffset planned) => FormattableString.Invariant($"{watch}@{planned.ToUnixTimeMilliseconds()}");
}

/// <summary>A scan that a run waits for.</summary>
public sealed record WatchScan
{
    /// <summary>The tag.</summary>
    public required string Tag { get; init; }

    /// <summary>The platform.</summary>
    public required ImagePlatform Platform { get; init; }

    /// <summary>What the tag pointed at when it was asked for: the platform's manifest.</summary>
    public required ImageDigest Digest { get; init; }

    /// <summary>The index that named it; null when there was none.</summary>
    public ImageDigest? IndexDigest { get; init; }

    /// <summary>Why.</summary>
    public required WatchReason Reason { get; init; }

    /// <summary>What it looks with.</summary>
    public required WatchBasis Basis { get; init; }

    /// <summary>The scan.</summary>
    public required ScanId Scan { get; init; }
}

/// <summary>What a run did.</summary>
public sealed record WatchCounts
{
    /// <summary>Scanned whole.</summary>
    public int Scanned { get; init; }

    /// <summary>Compared with another database.</summary>
    public int Matched { get; init; }

    /// <summary>Left alone: nothing changed.</summary>
    public int Unchanged { get; init; }

    /// <summary>Not looked at, or not to the end.</summary>
    public int Failed { get; init; }

    /// <summary>Scans that gave a result in which something had changed, or was there for the first time.</summary>
    public int Changed { get; init; }

    /// <summary>Both together.</summary>
    public WatchCounts Plus(WatchCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new WatchCounts
        {
            Scanned = Scanned + other.Scanned, Matched = Matched + other.Matched, Unchanged = Unchanged + other.Unchanged, Failed = Failed + other.Failed,
            Changed = Changed + other.Changed,
        };
    }
}

/// <summary>How a run ended.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Counts">What it did.</param>
/// <param name="Problem">Why it did nothing, where it could not; null else.</param>
public sealed record WatchRunEnd(WatchRunOutcome Outcome, WatchCounts Counts, ScanFailure? Problem = null);

/// <summary>A run that has ended.</summary>
/// <param name="WatchId">The watch.</param>
/// <param name="Planned">The time that it was planned for.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="End">How.</param>
public sealed record EndedWatchRun(string WatchId, DateTimeOffset Planned, DateTimeOffset EndedAt, WatchRunEnd End);
