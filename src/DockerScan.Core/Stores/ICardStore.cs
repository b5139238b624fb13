namespace DockerScan.Core.Stores;

/// <summary>
/// The outbox of cards: what each shows, so that a verdict that could not be delivered is delivered later, by whatever process lives then.
/// Safe to use from several processes.
/// </summary>
public interface ICardStore
{
    /// <summary>Remembers a card before it is posted. Its owner goes on with it as long as its lease holds.</summary>
    Task KeepAsync(KeptCard card, string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The card's message is there now, or in another place than before.</summary>
    Task PostedAsync(string card, string address, CancellationToken cancellationToken);

    /// <summary>The card shows a revision of its scan's result, or that the scan was cancelled. Its lease ends.</summary>
    Task ShownAsync(string card, int revision, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Claims, in one atomic step, the first due card of a platform whose scan has ended and which does not show so, or shows an older
    /// revision, and which nobody has in hand. Null when there is none.
    /// </summary>
    Task<DueCard?> ClaimAsync(string platform, string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives a card back.</summary>
    /// <param name="card">Which.</param>
    /// <param name="owner">Who has it; nothing happens when somebody else does.</param>
    /// <param name="dueAt">When it may be claimed again.</param>
    /// <param name="isFailure">True when the platform did not take it.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    Task ReleaseAsync(string card, string owner, DateTimeOffset dueAt, bool isFailure, CancellationToken cancellationToken);

    /// <summary>Prolongs the leases of all cards that an owner has in hand.</summary>
    Task RenewAsync(string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends the leases of an owner that is known to be dead; returns how many.</summary>
    Task<int> EndLeasesAsync(string owner, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Forgets a card: its message is gone, or can never be edited again.</summary>
    Task ForgetAsync(string card, CancellationToken cancellationToken);

    /// <summary>Forgets cards older than 60 days: nobody reads them, and nothing changes in them any more.</summary>
    Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A card about a scan on a chat platform, which owes somebody an answer.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Scan">The scan.</param>
/// <param name="Platform">The platform: <c>slack</c>, <c>discord</c>.</param>
/// <param name="Place">Where it is to be posted, in the platform's own words. No secret.</param>
/// <param name="Address">Where its message is, in the platform's own words; null until it is posted. No secret.</param>
/// <param name="Joined">True when somebody else had asked for the same scan before.</param>
/// <param name="Language">The language of its words, so that whoever finishes it goes on in the same.</param>
/// <param name="Kind">What it owes.</param>
public sealed record KeptCard(
    string Id, ScanId Scan, string Platform, string Place, string? Address, bool Joined, ReportLanguage Language, CardKind Kind = CardKind.Verdict);

/// <summary>What a card owes to whoever asked.</summary>
public enum CardKind
{
    /// <summary>The verdict of a scan, and every later revision of it. What it is when nobody says.</summary>
    Verdict,

    /// <summary>A scan's report, once.</summary>
    Report,
}

/// <summary>A card that does not show what it should, in one worker's hand.</summary>
/// <param name="Card">Which.</param>
/// <param name="Shown">The revision of the result that it shows; -1 while it shows a working scan.</param>
/// <param name="ShownAt">Since when; null while it shows a working scan.</param>
/// <param name="Failures">How often it could not be delivered in a row.</param>
public sealed record DueCard(KeptCard Card, int Shown, DateTimeOffset? ShownAt, int Failures);
