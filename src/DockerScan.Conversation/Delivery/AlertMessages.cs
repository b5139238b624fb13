using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Core.Alerts;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Engine.Scanning;

namespace DockerScan.Conversation.Delivery;

/// <summary>Makes the card of an alert, and finds the message that it belongs below.</summary>
internal sealed class AlertMessages(IAlertStore alerts, ICardStore cards, IScanService scans, Checklist? checklist, IFindingTitles? titles = null)
{
    /// <summary>The alert and its card; null when the alert is gone.</summary>
    public async Task<(Alert Alert, ChatMessage Card)?> MakeAsync(ScanId id, CancellationToken cancellationToken)
    {
        if (await alerts.FindAsync(id, cancellationToken) is not { } alert)
        {
            return null;
        }

        var result = alert is { Kind: AlertKind.Watching, Scans: [var only] } ? await scans.FindResultAsync(only.Scan, cancellationToken) : null;
        var lines = LocalizedTitles.In([.. alert.Lines.Select(line => line.Finding)], titles, alert.Language).Zip(alert.Lines, (finding, line) => line with { Finding = finding });
        var shown = result is null ? null : LocalizedTitles.In(result, titles, alert.Language);
        return (alert, AlertCards.Make(alert with { Lines = [.. lines] }, shown, checklist));
    }

    /// <summary>Where it is to be posted: below the earlier alert that it belongs to, where that is there, else in the channel.</summary>
    /// <exception cref="ChannelAwayException">The earlier one is still to be posted: it comes first.</exception>
    public async Task<string> PlaceAsync(IChannel channel, Alert alert, KeptCard card, CancellationToken cancellationToken)
    {
        if (alert.Follows is not { } earlier || await alerts.FindAsync(earlier, cancellationToken) is not { } before
            || await cards.FindAsync(before.CardAt(new WatchPlace(card.Platform, card.Place)), cancellationToken) is not { } root)
        {
            return card.Place;
        }

        return root.Card.Address is { } address ? channel.Below(address) : throw new ChannelAwayException("the alert that it belongs to is not posted yet");
    }
}
