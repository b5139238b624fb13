namespace DockerScan.Core.Stores;

/// <summary>
/// Work that is kept in a store and done by whoever claims it: scans, look-ups, cards. One has an item at a time, as long as its lease holds.
/// Each step is one write to one item, so that a store without transactions keeps it, and two processes may take it at once. All times are the
/// store's own: clocks of the processes do not matter.
/// </summary>
/// <typeparam name="T">An item, as whoever claimed it sees it.</typeparam>
public interface ILeased<T>
{
    /// <summary>
    /// Claims, in one atomic step, the item that is due, that nobody holds, and that comes first: people before schedules, and among people
    /// whoever had the fewest turns. Null when there is none.
    /// </summary>
    /// <exception cref="EngineException">The store cannot be used.</exception>
    Task<Claimed<T>?> ClaimAsync(ClaimWish wish, CancellationToken cancellationToken);

    /// <summary>Prolongs a lease. One that is over is prolonged too, unless somebody claimed the item meanwhile.</summary>
    /// <param name="claim">Which claim.</param>
    /// <param name="lease">How long from now.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="EngineException">The store cannot be used.</exception>
    Task<LeaseAnswer> RenewAsync(Claim claim, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Gives a claimed item back.</summary>
    /// <param name="claim">Which claim.</param>
    /// <param name="after">When it is due again, from now; zero for at once.</param>
    /// <param name="isFailure">True when the work failed, which is counted; false when nothing was tried.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="EngineException">The store cannot be used.</exception>
    Task<LeaseAnswer> ReleaseAsync(Claim claim, TimeSpan after, bool isFailure, CancellationToken cancellationToken);

    /// <summary>Ends the leases of an owner that is known to be dead, so that its items can be claimed again at once; returns how many.</summary>
    /// <exception cref="EngineException">The store cannot be used.</exception>
    Task<int> EndLeasesAsync(string owner, CancellationToken cancellationToken);
}

/// <summary>The right to work on an item. Every write of who has it carries it, and the store refuses one that is stale.</summary>
/// <param name="Item">The item's key.</param>
/// <param name="Fence">How often the item was claimed by then: each claim of it has a higher number, so that one who was frozen past its lease is told from who has it now.</param>
public sealed record Claim(string Item, long Fence);

/// <summary>An item in one worker's hand.</summary>
/// <param name="Item">The item.</param>
/// <param name="Claim">The right to work on it.</param>
public sealed record Claimed<T>(T Item, Claim Claim);

/// <summary>What is to be claimed.</summary>
/// <param name="Owner">Who wants it: a name that no other process has.</param>
/// <param name="Lease">How long it is held without a renewal.</param>
public sealed record ClaimWish(string Owner, TimeSpan Lease)
{
    /// <summary>Just the item with this key, due or not; null for the first.</summary>
    public string? Only { get; init; }

    /// <summary>Items of this kind alone, where a store keeps several (a platform's cards); null where there is one kind.</summary>
    public string? Lane { get; init; }

    /// <summary>True for what a person waits for, and nothing else: so a place is kept for people.</summary>
    public bool IsForPeople { get; init; }
}
