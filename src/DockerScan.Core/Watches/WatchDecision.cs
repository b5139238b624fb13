using System.Security.Cryptography;
using System.Text;
using DockerScan.Core.Images;

namespace DockerScan.Core.Watches;

/// <summary>What a run does with one tag on one platform, and why. Pure: the same state and the same answers give the same decision.</summary>
/// <param name="Step">What.</param>
/// <param name="Reason">Why.</param>
public sealed record WatchDecision(WatchStep Step, WatchReason Reason)
{
    /// <summary>Scans in a row that may be partial before one waits for its week: what breaks each time the same gets no better by haste.</summary>
    public const int PartialRetries = 3;

    /// <summary>
    /// In this order: never seen, another image, something to confirm, asked for each time, the last scan was partial, the week is over; scanners, rules or sandbox
    /// changed (spread over the next runs); only the database is another one; nothing.
    /// </summary>
    /// <param name="target">What is known.</param>
    /// <param name="look">What is there now.</param>
    /// <param name="policy">The operator's bounds.</param>
    public static WatchDecision Decide(WatchTarget target, WatchLook look, WatchPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(look);
        ArgumentNullException.ThrowIfNull(policy);
        return Whole(target, look, policy) is { } reason ? new WatchDecision(WatchStep.FullScan, reason) : Rest(target, look, policy);
    }

    /// <summary>After how many runs the turn of a key comes when all have to be scanned anew, 0 to one less than the number of runs.</summary>
    public static int TurnOf(string key, int runs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        return (int)(BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(key))) % (uint)runs);
    }

    private static WatchReason? Whole(WatchTarget target, WatchLook look, WatchPolicy policy)
        => target.ScannedDigest is not { } scanned || target.Basis is null || target.LastFullAt is not { } last ? WatchReason.FirstSight
            : scanned != look.Digest ? WatchReason.ImageChanged
            // Also where all is looked at each time: what a second run shows anew asks for no third.
            : look.IsToConfirm ? WatchReason.Confirming
            : look.IsFull ? WatchReason.AskedFull
            : target.PartialRuns is > 0 and < PartialRetries ? WatchReason.PartialBefore
            // A clock that went back must not put it off for ever.
            : look.Now - last >= policy.FullEvery || last - look.Now > policy.FullEvery ? WatchReason.FullDue
            : null;

    private static WatchDecision Rest(WatchTarget target, WatchLook look, WatchPolicy policy)
    {
        var earlier = target.Basis!;
        var changed = look.Basis.DiffersFrom(earlier);
        if (changed is { } what && target.WaitedRuns >= TurnOf($"{target.WatchId}|{target.Key}", policy.SpreadRuns))
        {
            return new WatchDecision(WatchStep.FullScan, what);
        }

        return earlier.Database != look.Basis.Database && target.Compared is not null ? new WatchDecision(WatchStep.Match, WatchReason.DatabaseChanged)
            : new WatchDecision(WatchStep.Nothing, changed is null ? WatchReason.Unchanged : WatchReason.TurnNotCome);
    }
}

/// <summary>What is there when a run looks.</summary>
/// <param name="Now">The time.</param>
/// <param name="Digest">What the tag points at, on the platform.</param>
/// <param name="Basis">What would be looked with.</param>
/// <param name="IsFull">Whether the whole pipeline is asked for each time.</param>
public sealed record WatchLook(DateTimeOffset Now, ImageDigest Digest, WatchBasis Basis, bool IsFull)
{
    /// <summary>The index that named the digest; null where there is none. It is no news when it changes alone.</summary>
    public ImageDigest? IndexDigest { get; init; }

    /// <summary>Whether a run showed something that a second one has to confirm.</summary>
    public bool IsToConfirm { get; init; }
}

/// <summary>The operator's bounds.</summary>
/// <param name="FullEvery">The whole pipeline runs at least so often.</param>
/// <param name="SpreadRuns">Over how many runs the scans are spread that a change of scanners, rules or sandbox asks for, 1 or more.</param>
public sealed record WatchPolicy(TimeSpan FullEvery, int SpreadRuns);
