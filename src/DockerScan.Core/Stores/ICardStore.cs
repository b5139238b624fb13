namespace DockerScan.Core.Stores;

/// <summary>
/// The outbox of cards: what each shows and what it should, so that a verdict that could not be delivered is delivered later, by whatever
/// process lives then. A card is due while it should show more than it does. Claims name a platform as their <see cref="ClaimWish.Lane"/>.
/// Safe to use from several processes.
/// </summary>
public interface ICardStore : ILeased<DueCard>
{
    /// <summary>Remembers a card before it is posted. Its owner has it in hand as long as its lease holds. One that is there already stays as it is.</summary>
    Task<Claim> KeepAsync(KeptCard card, string owner, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>A card, as it stands; null when there is none.</summary>
    Task<DueCard?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The card's message is there now, or in another place than before.</summary>
    Task<LeaseAnswer> PostedAsync(Claim claim, string address, CancellationToken cancellationToken);

    /// <summary>The card shows a revision of its scan's result, or that the scan was cancelled. The claim ends.</summary>
    Task<LeaseAnswer> ShownAsync(Claim claim, int revision, CancellationToken cancellationToken);

    /// <summary>Forgets a card: its message is gone, or can never be edited again, or it owes nothing any more.</summary>
    Task<LeaseAnswer> ForgetAsync(Claim claim, CancellationToken cancellationToken);

    /// <summary>
    /// The cards of a scan, and of every scan that its result answers, should show this revision of it, or a later one. For a scan that was
    /// cancelled it is 0. May be said again, and late.
    /// </summary>
    Task WantAsync(ScanId scan, int revision, CancellationToken cancellationToken);

    /// <summary>Finds out anew what each card should show, for the case that a process died before it could say so; returns how many it was for.</summary>
    Task<int> RepairAsync(CancellationToken cancellationToken);

    /// <summary>Prolongs the leases of all cards that an owner has in hand, in one write.</summary>
    Task RenewAllAsync(string owner, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Forgets cards older than 60 days: nobody reads them, and nothing changes in them any more.</summary>
    Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A card about a scan on a chat platform, which owes somebody an answer.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Scan">What it is about: the scan; of <see cref="CardKind.Alert"/> the alert, whose ids are of the same form.</param>
/// <param name="Platform">The platform: <c>slack</c>, <c>discord</c>.</param>
/// <param name="Place">Where it is to be posted, in the platform's own words. No secret.</param>
/// <param name="Address">Where its message is, in the platform's own words; null until it is posted. No secret.</param>
/// <param name="Joined">True when somebody else had asked for the same scan before.</param>
/// <param name="Language">The language of its words, so that whoever finishes it goes on in the same.</param>
/// <param name="Kind">What it owes.</param>
public sealed record KeptCard(
    string Id, ScanId Scan, string Platform, string Place, string? Address, bool Joined, ReportLanguage Language, CardKind Kind = CardKind.Verdict);

/// <summary>A card that does not show what it should, in one worker's hand.</summary>
/// <param name="Card">Which.</param>
/// <param name="Shown">The revision of the result that it shows; -1 while it shows a working scan.</param>
/// <param name="ShownAt">Since when; null while it shows a working scan.</param>
/// <param name="Failures">How often it could not be delivered in a row.</param>
public sealed record DueCard(KeptCard Card, int Shown, DateTimeOffset? ShownAt, int Failures);
