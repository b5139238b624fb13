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

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Remembers a scan's card that is about to be posted; null where nobody else could post it.</summary>
    public Task<Claim?> KeepAsync(ScanCardSubject subject, string platform, string? place, CancellationToken cancellationToken)
        => KeepAsync(id => new KeptCard(id, subject.Scan, platform, place!, Address: null, subject.Joined, subject.Language), place, cancellationToken);

    /// <summary>The same for a report that was asked for.</summary>
    public Task<Claim?> KeepReportAsync(ScanId scan, ReportLanguage language, string platform, string? place, CancellationToken cancellationToken)
        => KeepAsync(id => new KeptCard(id, scan, platform, place!, Address: null, Joined: false, language, CardKind.Report), place, cancellationToken);

    /// <summary>Its message is there now.</summary>
    public Task PostedAsync(Claim? card, string address, CancellationToken cancellationToken)
        => TryAsync(card, claim => store.PostedAsync(claim, address, cancellationToken));

    /// <summary>It shows this revision.</summary>
    public Task ShownAsync(Claim? card, int revision, CancellationToken cancellationToken)
        => TryAsync(card, claim => store.ShownAsync(claim, revision, cancellationToken));

    /// <summary>It owes nothing any more.</summary>
    public Task DoneAsync(Claim? card, CancellationToken cancellationToken) => TryAsync(card, claim => store.ForgetAsync(claim, cancellationToken));

    /// <summary>It could not be finished here: whoever lives finishes it.</summary>
    public async Task LeaveAsync(Claim? card, bool isFailure)
    {
        // Also after a stop, but not for ever.
        using var limit = new CancellationTokenSource(Limit, time);
        await TryAsync(card, claim => store.ReleaseAsync(claim, isFailure ? Retry : TimeSpan.Zero, isFailure, limit.Token));
    }

    private async Task<Claim?> KeepAsync(Func<string, KeptCard> make, string? place, CancellationToken cancellationToken)
    {
        if (place is null)
        {
            return null;
        }

        var card = make(ids.NewId());
        try
        {
            return await store.KeepAsync(card, presence.Name, Lease, cancellationToken);
        }
        catch (EngineException e)
        {
            Log.CardNotKept(logger, e, card.Scan);
            return null;
        }
    }

    private async Task TryAsync(Claim? card, Func<Claim, Task<LeaseAnswer>> change)
    {
        if (card is null)
        {
            return;
        }

        try
        {
            if (await change(card) == LeaseAnswer.Stale)
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
