using DockerScan.Core;
using DockerScan.Core.Alerts;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Engine.Work;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Alerting;

/// <summary>Brings alerts into the outbox of cards. Each step may be repeated: a card has the id of its alert and place, and one that is there stays as it is.</summary>
internal sealed class AlertRelay(
    IAlertStore store, ICardStore cards, WorkerPresence presence, IOptions<AlertOptions> options, TimeProvider time, ILogger<AlertRelay> logger,
    WorkSignal? signal = null)
{
    private const int Batch = 50;

    /// <summary>Brings what is owed; how many alerts it was.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var owed = await store.ListOwedAsync(Batch, TimeSpan.FromSeconds(options.Value.GatherSeconds), cancellationToken);
        foreach (var each in owed)
        {
            await RelayAsync(each, cancellationToken);
        }

        if (owed.Count > 0)
        {
            signal?.Set();
        }

        return owed.Count;
    }

    /// <summary>The same at once, and without fail: what cannot be brought now is brought by the loop.</summary>
    public async Task TryRunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(cancellationToken);
        }
        catch (EngineException e)
        {
            Log.NotRelayed(logger, e);
        }
    }

    private async Task RelayAsync(OwedAlert owed, CancellationToken cancellationToken)
    {
        var alert = owed.Alert;
        if (owed.Relayed >= 0)
        {
            // Its cards are there, or somebody deleted them: nothing is posted anew.
            await cards.WantAsync(alert.Id, alert.Revision, cancellationToken);
            await AmendAsync(alert, cancellationToken);
        }
        else if (alert is { NotBefore: { } moment, WatchId.Length: > 0 } && await GatherAsync(alert, moment, cancellationToken))
        {
            Log.Waited(logger, alert.WatchId, moment);
        }
        else if (alert is { Database.Length: > 0, WatchId.Length: > 0 } && await GatherAsync(alert, cancellationToken))
        {
            Log.Gathered(logger, alert.WatchId, alert.Database);
        }
        else
        {
            await OweAllAsync(alert, cancellationToken);
        }

        await store.RelayedAsync(alert.Id, alert.Revision, cancellationToken);
    }

    private async Task OweAllAsync(Alert alert, CancellationToken cancellationToken)
    {
        foreach (var place in alert.Places)
        {
            await OweAsync(alert, place, cancellationToken);
        }

        await cards.WantAsync(alert.Id, alert.Revision, cancellationToken);
    }

    // In nobody's hand: whoever speaks on the platform claims it.
    private async Task OweAsync(Alert alert, WatchPlace place, CancellationToken cancellationToken)
    {
        var card = new KeptCard(alert.CardAt(place), alert.Id, place.Platform, place.Channel, Address: null, Joined: false, alert.Language, CardKind.Alert);
        await cards.ReleaseAsync(await cards.KeepAsync(card, presence.Name, TimeSpan.Zero, cancellationToken), TimeSpan.Zero, isFailure: false, cancellationToken);
    }

    // Much for many is one message at each place; it grows while more comes.
    private async Task<bool> GatherAsync(Alert alert, CancellationToken cancellationToken)
    {
        var all = await store.ListByDatabaseAsync(alert.Database, cancellationToken);
        if (!DatabaseShock.IsOne(all))
        {
            return false;
        }

        foreach (var place in alert.Places)
        {
            await TellAsync(DatabaseShock.Make(alert.Database, place, [.. all.Where(other => other.Places.Contains(place))], time.GetUtcNow()), cancellationToken);
        }

        return true;
    }

    // What waited for the same moment is one message at each place, unless it is alone, or came so late that the others are told.
    private async Task<bool> GatherAsync(Alert alert, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var all = await store.ListHeldAsync(moment, cancellationToken);
        var isLate = false;
        foreach (var other in all.Where(other => other.Id != alert.Id))
        {
            isLate |= await IsToldAloneAsync(other, cancellationToken);
        }

        if (all.Count < 2 || isLate)
        {
            return false;
        }

        foreach (var place in alert.Places)
        {
            await TellAsync(AlertDigest.Make(moment, place, [.. all.Where(other => other.Places.Contains(place))], time.GetUtcNow()), cancellationToken);
        }

        return true;
    }

    private async Task<bool> IsToldAloneAsync(Alert alert, CancellationToken cancellationToken)
    {
        foreach (var place in alert.Places)
        {
            if (await cards.FindAsync(alert.CardAt(place), cancellationToken) is not null)
            {
                return true;
            }
        }

        return false;
    }

    // The message that told it together with others says what became of it.
    private async Task AmendAsync(Alert alert, CancellationToken cancellationToken)
    {
        if (alert is not { NotBefore: { } moment, WatchId.Length: > 0 })
        {
            return;
        }

        var all = await store.ListHeldAsync(moment, cancellationToken);
        foreach (var place in alert.Places)
        {
            if (await store.FindAsync(AlertDigest.IdOf(moment, place), cancellationToken) is { } told)
            {
                var digest = AlertDigest.Make(moment, place, [.. all.Where(other => other.Places.Contains(place))], told.CreatedAt);
                if (await store.PutAsync(digest, cancellationToken))
                {
                    await cards.WantAsync(digest.Id, digest.Revision, cancellationToken);
                    await store.RelayedAsync(digest.Id, digest.Revision, cancellationToken);
                }
            }
        }
    }

    private async Task TellAsync(Alert together, CancellationToken cancellationToken)
    {
        if (await store.PutAsync(together, cancellationToken))
        {
            await OweAllAsync(together, cancellationToken);
            await store.RelayedAsync(together.Id, together.Revision, cancellationToken);
        }
    }
}
