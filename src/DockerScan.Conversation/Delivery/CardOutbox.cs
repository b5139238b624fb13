using DockerScan.Conversation.Cards;
using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Engine.Work;
using Microsoft.Extensions.Logging;

namespace DockerScan.Conversation.Delivery;

/// <summary>Remembers cards that owe somebody an answer, before they are posted, while the one who posts them goes on with them.</summary>
/// <remarks>A store that does not take a card does not stop the scan: the card is then as safe as this process.</remarks>
internal sealed class CardOutbox(ICardStore store, WorkerPresence presence, IIdGenerator ids, TimeProvider time, ILogger<CardOutbox> logger)
{
    /// <summary>How long a card is left to a process that says nothing.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Remembers a scan's card that is about to be posted; null where nobody else could post it.</summary>
    public Task<Claimed<KeptCard>?> KeepAsync(ScanCardSubject subject, ChatAnswer answer, CancellationToken cancellationToken)
        => KeepAsync(new KeptCard(ids.NewId(), subject.Scan, answer.Channel.Platform, answer.Place, Address: null, subject.Joined, subject.Language), answer, cancellationToken);

    /// <summary>The same for a report that was asked for.</summary>
    public Task<Claimed<KeptCard>?> KeepReportAsync(ScanId scan, ReportLanguage language, ChatAnswer answer, CancellationToken cancellationToken)
        => KeepAsync(new KeptCard(ids.NewId(), scan, answer.Channel.Platform, answer.Place, Address: null, Joined: false, language, CardKind.Report), answer, cancellationToken);

    /// <summary>Reads a card's claim again, and prolongs it; null when the store cannot be asked.</summary>
    public async Task<LeaseAnswer?> ConfirmAsync(Claim card, CancellationToken cancellationToken)
    {
        try
        {
            return await store.RenewAsync(card, Lease, cancellationToken);
        }
        catch (EngineException e)
        {
            Log.CardNotNoted(logger, e, card.Item);
            return null;
        }
    }

    /// <summary>It owes nothing any more.</summary>
    public Task DoneAsync(Claim card, CancellationToken cancellationToken) => TryAsync(card, () => store.ForgetAsync(card, cancellationToken));

    /// <summary>It could not be finished here: whoever lives finishes it.</summary>
    public Task LeaveAsync(Claim card, bool isFailure) => LeaveAsync(card, isFailure ? WorkEnd.Failed(Retry) : WorkEnd.Again(TimeSpan.Zero));

    /// <summary>The same, as who tried to finish it says.</summary>
    public async Task LeaveAsync(Claim card, WorkEnd end)
    {
        // Also after a stop, but not for ever.
        using var limit = new CancellationTokenSource(Limit, time);
        await (end.DueAfter is { } after ? TryAsync(card, () => store.ReleaseAsync(card, after, end.IsFailure, limit.Token)) : Task.CompletedTask);
    }

    private async Task<Claimed<KeptCard>?> KeepAsync(KeptCard card, ChatAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.IsLocal)
        {
            return null;
        }

        try
        {
            var claim = await store.KeepAsync(card, presence.Name, Lease, cancellationToken);
            answer.Kept = (card.Id, (address, token) => TryAsync(claim, () => store.PostedAsync(claim, address, token)));
            return new Claimed<KeptCard>(card, claim);
        }
        catch (EngineException e)
        {
            Log.CardNotKept(logger, e, card.Scan);
            return null;
        }
    }

    private async Task TryAsync(Claim card, Func<Task<LeaseAnswer>> change)
    {
        try
        {
            if (await change() == LeaseAnswer.Stale)
            {
                // Who has it now shows it.
                Log.CardLost(logger, card.Item);
            }
        }
        catch (Exception e) when (e is EngineException or OperationCanceledException)
        {
            // Its lease runs out, and the card is shown once more.
            Log.CardNotNoted(logger, e, card.Item);
        }
    }
}
