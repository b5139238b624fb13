using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Core.Alerts;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Core.Telemetry;
using DockerScan.Core.Watches;
using DockerScan.Engine.Alerting;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Work;
using Microsoft.Extensions.Logging;

namespace DockerScan.Conversation.Delivery;

/// <summary>Brings a claimed card to what it should show, whoever claimed it: the one who follows its scan, or the platform's loop.</summary>
internal sealed class CardDelivery(ICardStore cards, IScanService scans, VerdictCards verdicts, ReportCards reports, ILogger<CardDelivery> logger, AlertMessages? alerts = null,
    LostPlaces? lost = null, NodeMetrics? metrics = null)
{
    private static readonly Backoff Pauses = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10));

    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(1);

    // Some days of trying: then nobody waits any more.
    private const int MaxFailures = 500;

    /// <summary>The same as work of a loop.</summary>
    public IWork<DueCard> On(IChannel channel) => new Work(this, channel);

    /// <summary>Brings one card; when it is due again, if it could not be brought.</summary>
    public async Task<WorkEnd> DeliverAsync(IChannel channel, Claimed<DueCard> claimed, CancellationToken cancellationToken)
    {
        var (due, claim) = claimed;
        try
        {
            await (due.Card.Kind switch
            {
                CardKind.Verdict => DeliverVerdictAsync(channel, due, claim, cancellationToken),
                CardKind.Report => DeliverReportAsync(channel, due, claim, cancellationToken),
                CardKind.Alert => DeliverAlertAsync(channel, due, claim, cancellationToken),
            });
            metrics?.CardEnded(channel.Platform, "delivered");
            return WorkEnd.Done;
        }
        catch (MessageGoneException e)
        {
            metrics?.CardEnded(channel.Platform, "gone");
            Log.CardGone(logger, e, due.Card.Scan, channel.Platform);
            if (lost is not null && due.Card is { Kind: CardKind.Alert, Address: null })
            {
                await lost.LostAsync(new WatchPlace(due.Card.Platform, due.Card.Place), e.Message, cancellationToken);
            }

            await cards.ForgetAsync(claim, cancellationToken);
            return WorkEnd.Done;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The boundary: a platform's trouble is written down and tried again.
            return await PutOffAsync(channel, due, claim, e, cancellationToken);
        }
    }

    private async Task DeliverVerdictAsync(IChannel channel, DueCard due, Claim claim, CancellationToken cancellationToken)
    {
        if (await scans.FindRequestAsync(due.Card.Scan, cancellationToken) is not { } request)
        {
            await cards.ForgetAsync(claim, cancellationToken);
            return;
        }

        var subject = new ScanCardSubject(due.Card.Scan, request.Reference, request.Platform, due.Card.Joined, due.Card.Language);
        var isPictureThere = channel.KeepsFiles && due.ShownAt is not null;
        var (card, result) = await verdicts.MakeAsync(subject, !isPictureThere, isLocal: false, cancellationToken);
        if (await ShowAsync(channel, due, claim, card with { IsShownAgain = due.ShownAt is not null }, cancellationToken) is not { } address)
        {
            return;
        }

        if (result is not null && due.ShownAt is not null && News(result, due.Shown) is { Count: > 0 } news)
        {
            // An edit makes no sound: what becomes malicious is said below the card too.
            await channel.ReplyAsync(address, AmendmentCards.Malicious(result, news, due.Card.Language), cancellationToken);
        }

        await cards.ShownAsync(claim, result?.Revision ?? 0, cancellationToken);
    }

    private async Task DeliverReportAsync(IChannel channel, DueCard due, Claim claim, CancellationToken cancellationToken)
    {
        if (await scans.FindResultAsync(due.Card.Scan, cancellationToken) is { } result
            && await reports.MakeAsync(result, due.Card.Language, isLocal: false, cancellationToken) is { } answer)
        {
            await ShowAsync(channel, due, claim, answer, cancellationToken);
        }

        await cards.ForgetAsync(claim, cancellationToken);
    }

    private async Task DeliverAlertAsync(IChannel channel, DueCard due, Claim claim, CancellationToken cancellationToken)
    {
        if (alerts is null || await alerts.MakeAsync(due.Card.Scan, cancellationToken) is not (var alert, var card))
        {
            await cards.ForgetAsync(claim, cancellationToken);
            return;
        }

        if (channel is IAlertReceiver receiver)
        {
            await receiver.SendAsync(due.Card.Place, FormattableString.Invariant($"{due.Card.Id}_{alert.Revision}"), alert, cancellationToken);
            await FoundAsync(alert, due.Card, cancellationToken);
            if (due.Card.Address is not null || await cards.PostedAsync(claim, due.Card.Place, cancellationToken) != LeaseAnswer.Stale)
            {
                await cards.ShownAsync(claim, alert.Revision, cancellationToken);
            }

            return;
        }

        var place = due.Card.Address is null ? await alerts.PlaceAsync(channel, alert, due.Card, cancellationToken) : due.Card.Place;
        if (await ShowAlertAsync(channel, due, place, claim, card with { IsShownAgain = due.ShownAt is not null }, cancellationToken) is not null)
        {
            await FoundAsync(alert, due.Card, cancellationToken);
            await cards.ShownAsync(claim, alert.Revision, cancellationToken);
        }
    }

    private async Task<string?> ShowAlertAsync(IChannel channel, DueCard due, string place, Claim claim, ChatMessage card, CancellationToken cancellationToken)
    {
        try
        {
            return await ShowAsync(channel, due with { Card = due.Card with { Place = place } }, claim, card, cancellationToken);
        }
        catch (MessageGoneException) when (place != due.Card.Place && due.Card.Address is null)
        {
            // Only the thread is gone: it stands in the channel.
            return await ShowAsync(channel, due, claim, card, cancellationToken);
        }
    }

    private Task FoundAsync(Alert alert, KeptCard card, CancellationToken cancellationToken)
        => lost is not null && card.Address is null ? lost.FoundAsync(alert.WatchId, new WatchPlace(card.Platform, card.Place), cancellationToken) : Task.CompletedTask;

    // Where it is; null when somebody else has the card since, who goes on with it.
    private async Task<string?> ShowAsync(IChannel channel, DueCard due, Claim claim, ChatMessage card, CancellationToken cancellationToken)
    {
        // Read again right before something is said: making the card may have taken long, and who stood still meanwhile is silent.
        if (await cards.RenewAsync(claim, CardOutbox.Lease, cancellationToken) == LeaseAnswer.Stale)
        {
            Log.CardLost(logger, due.Card.Id);
            return null;
        }

        var key = due.Card.Id;
        if (due.Card.Address is { } address)
        {
            try
            {
                await channel.UpdateAsync(address, card, cancellationToken);
                return address;
            }
            catch (MessageGoneException) when (due.ShownAt is null)
            {
                // Somebody deleted the card while it worked: the verdict is still owed, as another message than the one that is gone.
                key += "-2";
            }
        }

        // Who was to post it did not come to it, or not to writing down where it is: it is looked for first, and posted where nobody can tell.
        var there = MayBeThere(due, claim) ? await channel.FindAsync(due.Card.Place, key, cancellationToken) : null;
        var posted = there ?? await PostAsync(channel, due.Card, claim, key, card, cancellationToken);
        if (await cards.PostedAsync(claim, posted, cancellationToken) != LeaseAnswer.Stale)
        {
            if (there is not null)
            {
                // It shows what was true when it was posted.
                await channel.UpdateAsync(there, card, cancellationToken);
            }

            return posted;
        }

        Log.CardLost(logger, due.Card.Id);
        return null;
    }

    // The first claim of an alert's card is the second of all: whoever put it into the outbox had it before, and does not speak.
    private static bool MayBeThere(DueCard due, Claim claim) => due.Failures > 0 || claim.Fence > (due.Card.Kind == CardKind.Alert ? 2 : 1);

    private async Task<string> PostAsync(IChannel channel, KeptCard kept, Claim claim, string key, ChatMessage card, CancellationToken cancellationToken)
    {
        try
        {
            return await channel.PostAsync(kept.Place, key, card, cancellationToken);
        }
        catch (ChannelAwayException half) when (half.Address is { } there)
        {
            await cards.PostedAsync(claim, there, cancellationToken);
            throw;
        }
    }

    private static List<IndicatorReputation> News(ScanResult result, int shown)
        => [.. result.Reputations.Where(each => each.Reputation == Reputation.Malicious && each.Revision > shown)];

    private async Task<WorkEnd> PutOffAsync(IChannel channel, DueCard due, Claim claim, Exception trouble, CancellationToken cancellationToken)
    {
        if (due.Failures >= MaxFailures)
        {
            metrics?.CardEnded(channel.Platform, "givenup");
            Log.CardGivenUp(logger, trouble, due.Card.Scan, channel.Platform);
            await cards.ForgetAsync(claim, cancellationToken);
            return WorkEnd.Done;
        }

        metrics?.CardEnded(channel.Platform, "putoff");
        // What a platform asks for, where that is longer, within a bound.
        var (usual, asked) = (Pauses.After(due.Failures), (trouble as ChannelAwayException)?.RetryAfter ?? TimeSpan.Zero);
        var wait = asked <= usual ? usual : asked < LongestAsked ? asked : LongestAsked;
        Log.CardPutOff(logger, due.Card.Scan, channel.Platform, wait, DisplayText.Clean(trouble.Message, 200));
        return WorkEnd.Failed(wait);
    }

    private sealed class Work(CardDelivery delivery, IChannel channel) : IWork<DueCard>
    {
        public TimeSpan PauseAfter(DueCard item) => Pauses.After(item.Failures);

        public Task<WorkEnd> DoAsync(Claimed<DueCard> claimed, CancellationToken cancellationToken) => delivery.DeliverAsync(channel, claimed, cancellationToken);
    }
}
