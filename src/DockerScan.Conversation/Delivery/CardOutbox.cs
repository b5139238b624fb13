using DockerScan.Conversation.Cards;
using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Engine.Queue;
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
    public Task<string?> KeepAsync(ScanCardSubject subject, string platform, string? place, CancellationToken cancellationToken)
        => KeepAsync(id => new KeptCard(id, subject.Scan, platform, place!, Address: null, subject.Joined, subject.Language), place, cancellationToken);

    /// <summary>The same for a report that was asked for.</summary>
    public Task<string?> KeepReportAsync(ScanId scan, ReportLanguage language, string platform, string? place, CancellationToken cancellationToken)
        => KeepAsync(id => new KeptCard(id, scan, platform, place!, Address: null, Joined: false, language, CardKind.Report), place, cancellationToken);

    /// <summary>Its message is there now.</summary>
    public Task PostedAsync(string? card, string address, CancellationToken cancellationToken)
        => TryAsync(card, id => store.PostedAsync(id, address, cancellationToken));

    /// <summary>It shows this revision.</summary>
    public Task ShownAsync(string? card, int revision, CancellationToken cancellationToken)
        => TryAsync(card, id => store.ShownAsync(id, revision, time.GetUtcNow(), cancellationToken));

    /// <summary>It owes nothing any more.</summary>
    public Task DoneAsync(string? card, CancellationToken cancellationToken) => TryAsync(card, id => store.ForgetAsync(id, cancellationToken));

    /// <summary>It could not be finished here: whoever lives finishes it.</summary>
    public async Task LeaveAsync(string? card, bool isFailure)
    {
        // Also after a stop, but not for ever.
        using var limit = new CancellationTokenSource(Limit, time);
        await TryAsync(card, id => store.ReleaseAsync(id, presence.Name, time.GetUtcNow() + (isFailure ? Retry : TimeSpan.Zero), isFailure, limit.Token));
    }

    private async Task<string?> KeepAsync(Func<string, KeptCard> make, string? place, CancellationToken cancellationToken)
    {
        if (place is null)
        {
            return null;
        }

        var card = make(ids.NewId());
        try
        {
            await store.KeepAsync(card, presence.Name, Lease, time.GetUtcNow(), cancellationToken);
            return card.Id;
        }
        catch (EngineException e)
        {
            Log.CardNotKept(logger, e, card.Scan);
            return null;
        }
    }

    private async Task TryAsync(string? card, Func<string, Task> change)
    {
        if (card is null)
        {
            return;
        }

        try
        {
            await change(card);
        }
        catch (Exception e) when (e is EngineException or OperationCanceledException)
        {
            // Its lease runs out, and the card is shown once more.
            Log.CardNotNoted(logger, e, card);
        }
    }
}
