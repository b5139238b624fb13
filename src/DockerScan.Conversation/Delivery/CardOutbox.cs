using DockerScan.Conversation.Cards;
using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Engine.Queue;
using Microsoft.Extensions.Logging;

namespace DockerScan.Conversation.Delivery;

/// <summary>Remembers cards that owe somebody a verdict, before they are posted, while the one who posts them goes on with them.</summary>
/// <remarks>A store that does not take a card does not stop the scan: the card is then as safe as this process.</remarks>
internal sealed class CardOutbox(ICardStore store, WorkerPresence presence, IIdGenerator ids, TimeProvider time, ILogger<CardOutbox> logger)
{
    /// <summary>How long a card is left to a process that says nothing.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Remembers a card that is about to be posted; null where nobody else could post it.</summary>
    public async Task<string?> KeepAsync(ScanCardSubject subject, string platform, string? place, CancellationToken cancellationToken)
    {
        if (place is null)
        {
            return null;
        }

        var card = new KeptCard(ids.NewId(), subject.Scan, platform, place, Address: null, subject.Joined, subject.Language);
        try
        {
            await store.KeepAsync(card, presence.Name, Lease, time.GetUtcNow(), cancellationToken);
            return card.Id;
        }
        catch (EngineException e)
        {
            Log.CardNotKept(logger, e, subject.Scan);
            return null;
        }
    }

    /// <summary>Its message is there now.</summary>
    public Task PostedAsync(string? card, string address, CancellationToken cancellationToken)
        => TryAsync(card, id => store.PostedAsync(id, address, cancellationToken));

    /// <summary>It shows this revision.</summary>
    public Task ShownAsync(string? card, int revision, CancellationToken cancellationToken)
        => TryAsync(card, id => store.ShownAsync(id, revision, time.GetUtcNow(), cancellationToken));

    /// <summary>It could not be finished here: whoever lives finishes it.</summary>
    public async Task LeaveAsync(string? card, bool isFailure)
    {
        // Also after a stop, but not for ever.
        using var limit = new CancellationTokenSource(Limit, time);
        await TryAsync(card, id => store.ReleaseAsync(id, presence.Name, time.GetUtcNow() + (isFailure ? Retry : TimeSpan.Zero), isFailure, limit.Token));
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
