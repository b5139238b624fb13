using DockerScan.Core.Reputations;

namespace DockerScan.Core.Stores;

/// <summary>Answers of reputation services, look-ups that wait, and the quota's ledger. Safe to use from several processes; all of it outlives them.</summary>
public interface IReputationStore : ILeased<PendingLookup>
{
    /// <summary>The answers that are kept, however old; none for what was never answered.</summary>
    Task<IReadOnlyList<CachedReputation>> FindAsync(IReadOnlyCollection<Indicator> indicators, CancellationToken cancellationToken);

    /// <summary>
    /// Remembers which indicators a scan has and queues the look-ups it needs, in one transaction. A look-up that waits already is
    /// joined: it takes the higher rank and the better turn, and an interactive one brings it forward. People come before schedules, then what
    /// tells more, whoever asked, because that is what the quota is for; among those that tell as much askers go round.
    /// </summary>
    /// <param name="scan">Whose indicators they are.</param>
    /// <param name="lookups">All of them.</param>
    /// <param name="isInteractive">True when a person waits for it.</param>
    /// <param name="asker">Who asked for the scan (<see cref="Scans.ScanRequest.Asker"/>).</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    Task EnqueueAsync(
        ScanId scan, IReadOnlyList<WantedLookup> lookups, bool isInteractive, string asker, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps an answer, ends its look-up or puts it off, and marks the results that it changes as stale, in one transaction. Nothing of it when
    /// the claim is stale: who claimed the look-up since asks, and its answer is the newer one.
    /// </summary>
    /// <param name="claim">The look-up's claim.</param>
    /// <param name="indicator">What was asked about.</param>
    /// <param name="report">The answer.</param>
    /// <param name="askAgainAt">When to ask again in spare quota; null for never.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    Task<LeaseAnswer> AnswerAsync(
        Claim claim, Indicator indicator, ReputationReport report, DateTimeOffset? askAgainAt, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Takes one request out of an account's quota, if there is one, in one atomic step. A clock that goes back frees nothing.</summary>
    Task<QuotaTake> TryTakeAsync(string account, QuotaLimits limits, bool isInteractive, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Lets an account rest, because the service said so: until <paramref name="first"/>, or until <paramref name="again"/> when it had just rested already.</summary>
    Task BlockAsync(string account, string reason, DateTimeOffset first, DateTimeOffset again, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The service answered: the next rest is a first one again.</summary>
    Task UnblockAsync(string account, CancellationToken cancellationToken);

    /// <summary>How the quota stands. Changes nothing, and does not make the store.</summary>
    Task<QuotaState> GetStateAsync(string account, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The first stored result that newer answers wait for and whose mark is greater than <paramref name="after"/>; null when there is none.</summary>
    Task<StaleResult?> FindStaleAsync(long after, CancellationToken cancellationToken);

    /// <summary>The result has taken in the answers up to its mark.</summary>
    Task SettleAsync(StaleResult stale, CancellationToken cancellationToken);

    /// <summary>Forgets what is too old to be of use: the ledger's after 3 days, which scans had an indicator after 60, answers and look-ups after 400.</summary>
    Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>An answer that was kept.</summary>
/// <param name="Indicator">What was asked about.</param>
/// <param name="Report">The answer.</param>
public sealed record CachedReputation(Indicator Indicator, ReputationReport Report);

/// <summary>An indicator of a scan.</summary>
/// <param name="Indicator">What.</param>
/// <param name="Rank">How telling it is, 0 to 100.</param>
/// <param name="MustAsk">False when an answer is there already; the scan is then only remembered for the case that the answer changes.</param>
public sealed record WantedLookup(Indicator Indicator, int Rank, bool MustAsk);

/// <summary>A look-up that one worker has in hand.</summary>
/// <param name="Indicator">What is to be asked.</param>
/// <param name="IsInteractive">True when somebody waits for it; else it is made in spare quota.</param>
/// <param name="Failures">How often the service failed to answer it in a row.</param>
/// <param name="FirstAnsweredAt">When it was first answered; null before that.</param>
public sealed record PendingLookup(Indicator Indicator, bool IsInteractive, int Failures, DateTimeOffset? FirstAnsweredAt);

/// <summary>A stored result for which newer answers have come.</summary>
/// <param name="Scan">Whose result.</param>
/// <param name="Mark">Grows with each answer, so that one that comes meanwhile is not lost.</param>
public sealed record StaleResult(ScanId Scan, long Mark);

/// <summary>Whether one request may be made now.</summary>
/// <param name="RetryAt">Null when it may, and is counted already; else the earliest time at which it makes sense to ask again.</param>
public sealed record QuotaTake(DateTimeOffset? RetryAt)
{
    /// <summary>True when the request may be made.</summary>
    public bool IsTaken => RetryAt is null;
}

/// <summary>How much of an account's quota is used, and what waits for it.</summary>
/// <param name="UsedThisMinute">Requests in the last 60 seconds.</param>
/// <param name="UsedToday">Requests since 00:00 UTC.</param>
/// <param name="BlockedUntil">The service asked to wait until then; null when it did not.</param>
/// <param name="BlockReason">Why, in one line.</param>
/// <param name="Waiting">How many look-ups wait, those of all accounts.</param>
public sealed record QuotaState(int UsedThisMinute, int UsedToday, DateTimeOffset? BlockedUntil, string? BlockReason, int Waiting);
