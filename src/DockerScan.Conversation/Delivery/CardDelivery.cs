using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Engine.Work;
using Microsoft.Extensions.Logging;

namespace DockerScan.Conversation.Delivery;

/// <summary>Brings one claimed card on one platform to what it should show.</summary>
internal sealed class CardDelivery(IChatOutlet outlet, ICardStore cards, IScanStore scans, VerdictCards verdicts, ReportCards reports, ILogger logger) : IWork<DueCard>
{
    private static readonly Backoff Pauses = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10));

    // Some days of trying: then nobody waits any more.
    private const int MaxFailures = 500;

    public TimeSpan PauseAfter(DueCard item) => Pauses.After(item.Failures);

    public async Task<WorkEnd> DoAsync(Claimed<DueCard> claimed, CancellationToken cancellationToken)
    {
        var (due, claim) = claimed;
        try
        {
            await (due.Card.Kind == CardKind.Report ? DeliverReportAsync(due.Card, claim, cancellationToken) : DeliverAsync(due, claim, cancellationToken));
            return WorkEnd.Done;
        }
        catch (MessageGoneException e)
        {
            Log.CardGone(logger, e, due.Card.Scan, outlet.Platform);
            await cards.ForgetAsync(claim, cancellationToken);
            return WorkEnd.Done;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The boundary: a platform's trouble is written down and tried again.
            return await PutOffAsync(due, claim, e, cancellationToken);
        }
    }

    private async Task DeliverAsync(DueCard due, Claim claim, CancellationToken cancellationToken)
    {
        if (await scans.FindJobAsync(due.Card.Scan, cancellationToken) is not { } job)
        {
            await cards.ForgetAsync(claim, cancellationToken);
            return;
        }

        var subject = new ScanCardSubject(job.Id, job.Request.Reference, job.Request.Platform, due.Card.Joined, due.Card.Language);
        var isPictureThere = outlet.KeepsFiles && due.ShownAt is not null;
        var (card, result) = await verdicts.MakeAsync(subject, !isPictureThere, isLocal: false, cancellationToken);
        if (await ShowAsync(due.Card, claim, card, cancellationToken) is not { } address)
        {
            return;
        }

        if (result is not null && due.ShownAt is not null && News(result, due.Shown) is { Count: > 0 } news)
        {
            // An edit makes no sound: what becomes malicious is said below the card too.
            await outlet.ReplyAsync(address, AmendmentCards.Malicious(result, news, due.Card.Language), cancellationToken);
        }

        await cards.ShownAsync(claim, result?.Revision ?? 0, cancellationToken);
    }

    private async Task DeliverReportAsync(KeptCard kept, Claim claim, CancellationToken cancellationToken)
    {
        if (await scans.FindResultAsync(kept.Scan, cancellationToken) is { } result
            && await reports.MakeAsync(result, kept.Language, isLocal: false, cancellationToken) is { } answer)
        {
            await ShowAsync(kept, claim, answer, cancellationToken);
        }

        await cards.ForgetAsync(claim, cancellationToken);
    }

    // Where it is; null when somebody else has the card since, who goes on with it.
    private async Task<string?> ShowAsync(KeptCard kept, Claim claim, ChatMessage card, CancellationToken cancellationToken)
    {
        if (kept.Address is { } address)
        {
            await outlet.UpdateAsync(address, card, cancellationToken);
            return address;
        }

        // Who was to post it did not come to it, or not to writing down where it is: rather twice than never.
        var posted = await outlet.PostAsync(kept.Place, kept.Id, card, cancellationToken);
        if (await cards.PostedAsync(claim, posted, cancellationToken) != LeaseAnswer.Stale)
        {
            return posted;
        }

        Log.CardLost(logger, kept.Id);
        return null;
    }

    private static List<IndicatorReputation> News(ScanResult result, int shown)
        => [.. result.Reputations.Where(each => each.Reputation == Reputation.Malicious && each.Revision > shown)];

    private async Task<WorkEnd> PutOffAsync(DueCard due, Claim claim, Exception trouble, CancellationToken cancellationToken)
    {
        if (due.Failures >= MaxFailures)
        {
            Log.CardGivenUp(logger, trouble, due.Card.Scan, outlet.Platform);
            await cards.ForgetAsync(claim, cancellationToken);
            return WorkEnd.Done;
        }

        var wait = PauseAfter(due);
        Log.CardPutOff(logger, due.Card.Scan, outlet.Platform, wait, DisplayText.Clean(trouble.Message, 200));
        return WorkEnd.Failed(wait);
    }
}
