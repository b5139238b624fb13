using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Engine.Queue;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DockerScan.Conversation.Delivery;

/// <summary>
/// Brings every card to what it should show: the verdict of a scan, or the report, whose process died before it could say so, and newer
/// revisions of results that were amended. A loop for each platform, so that a dead one never stops another.
/// </summary>
public sealed class CardKeeper : BackgroundService
{
    private static readonly TimeSpan IdlePause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BrokenPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan PruneInterval = TimeSpan.FromHours(6);

    // Some days of trying: then nobody waits any more.
    private const int MaxFailures = 500;

    private readonly IReadOnlyList<IChatOutlet> _outlets;
    private readonly ICardStore _cards;
    private readonly IScanStore _scans;
    private readonly VerdictCards _verdicts;
    private readonly ReportCards _reports;
    private readonly WorkerPresence _presence;
    private readonly TimeProvider _time;
    private readonly ILogger<CardKeeper> _logger;

    internal CardKeeper(
        IEnumerable<IChatOutlet> outlets, ICardStore cards, IScanStore scans, VerdictCards verdicts, ReportCards reports, WorkerPresence presence, TimeProvider time,
        ILogger<CardKeeper> logger)
        => (_outlets, _cards, _scans, _verdicts, _reports, _presence, _time, _logger)
            = ([.. outlets], cards, scans, verdicts, reports, presence, time, logger);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host waits for everything before the first await.
        await Task.Yield();
        if (_outlets.Count > 0)
        {
            await Task.WhenAll(_outlets.Select(outlet => LoopAsync(() => DeliverNextAsync(outlet, stoppingToken), stoppingToken))
                .Append(LoopAsync(() => RenewAsync(stoppingToken), stoppingToken))
                .Append(LoopAsync(() => PruneAsync(stoppingToken), stoppingToken)));
        }
    }

    /// <summary>Brings one card of a platform up to date; how long to pause then.</summary>
    internal async Task<TimeSpan> DeliverNextAsync(IChatOutlet outlet, CancellationToken cancellationToken)
    {
        if (await _cards.ClaimAsync(outlet.Platform, _presence.Name, CardOutbox.Lease, _time.GetUtcNow(), cancellationToken) is not { } due)
        {
            return IdlePause;
        }

        try
        {
            await (due.Card.Kind == CardKind.Report ? DeliverReportAsync(outlet, due.Card, cancellationToken) : DeliverAsync(outlet, due, cancellationToken));
        }
        catch (MessageGoneException e)
        {
            Log.CardGone(_logger, e, due.Card.Scan, outlet.Platform);
            await _cards.ForgetAsync(due.Card.Id, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The boundary: a platform's trouble is written down and tried again.
            await PutOffAsync(outlet, due, e, cancellationToken);
        }

        return TimeSpan.Zero;
    }

    private async Task DeliverAsync(IChatOutlet outlet, DueCard due, CancellationToken cancellationToken)
    {
        if (await _scans.FindJobAsync(due.Card.Scan, cancellationToken) is not { } job)
        {
            await _cards.ForgetAsync(due.Card.Id, cancellationToken);
            return;
        }

        var subject = new ScanCardSubject(job.Id, job.Request.Reference, job.Request.Platform, due.Card.Joined, due.Card.Language);
        var isPictureThere = outlet.KeepsFiles && due.ShownAt is not null;
        var (card, result) = await _verdicts.MakeAsync(subject, !isPictureThere, isLocal: false, cancellationToken);
        var address = await ShowAsync(outlet, due.Card, card, cancellationToken);
        if (result is not null && due.ShownAt is not null && News(result, due.Shown) is { Count: > 0 } news)
        {
            // An edit makes no sound: what becomes malicious is said below the card too.
            await outlet.ReplyAsync(address, AmendmentCards.Malicious(result, news, due.Card.Language), cancellationToken);
        }

        await _cards.ShownAsync(due.Card.Id, result?.Revision ?? 0, _time.GetUtcNow(), cancellationToken);
    }

    private async Task DeliverReportAsync(IChatOutlet outlet, KeptCard kept, CancellationToken cancellationToken)
    {
        if (await _scans.FindResultAsync(kept.Scan, cancellationToken) is { } result
            && await _reports.MakeAsync(result, kept.Language, isLocal: false, cancellationToken) is { } answer)
        {
            await ShowAsync(outlet, kept, answer, cancellationToken);
        }

        await _cards.ForgetAsync(kept.Id, cancellationToken);
    }

    private async Task<string> ShowAsync(IChatOutlet outlet, KeptCard kept, ChatMessage card, CancellationToken cancellationToken)
    {
        if (kept.Address is { } address)
        {
            await outlet.UpdateAsync(address, card, cancellationToken);
            return address;
        }

        // Who was to post it did not come to it, or not to writing down where it is: rather twice than never.
        var posted = await outlet.PostAsync(kept.Place, kept.Id, card, cancellationToken);
        await _cards.PostedAsync(kept.Id, posted, cancellationToken);
        return posted;
    }

    private static List<IndicatorReputation> News(ScanResult result, int shown)
        => [.. result.Reputations.Where(each => each.Reputation == Reputation.Malicious && each.Revision > shown)];

    private async Task PutOffAsync(IChatOutlet outlet, DueCard due, Exception trouble, CancellationToken cancellationToken)
    {
        if (due.Failures >= MaxFailures)
        {
            Log.CardGivenUp(_logger, trouble, due.Card.Scan, outlet.Platform);
            await _cards.ForgetAsync(due.Card.Id, cancellationToken);
            return;
        }

        var wait = FirstRetry * Math.Pow(2, Math.Min(due.Failures, 20));
        wait = wait < LongestRetry ? wait : LongestRetry;
        Log.CardPutOff(_logger, due.Card.Scan, outlet.Platform, wait, DisplayText.Clean(trouble.Message, 200));
        await _cards.ReleaseAsync(due.Card.Id, _presence.Name, _time.GetUtcNow() + wait, isFailure: true, cancellationToken);
    }

    private async Task<TimeSpan> RenewAsync(CancellationToken cancellationToken)
    {
        await _cards.RenewAsync(_presence.Name, CardOutbox.Lease, _time.GetUtcNow(), cancellationToken);
        return CardOutbox.Lease / 3;
    }

    private async Task<TimeSpan> PruneAsync(CancellationToken cancellationToken)
    {
        await _cards.PruneAsync(_time.GetUtcNow(), cancellationToken);
        return PruneInterval;
    }

    private async Task LoopAsync(Func<Task<TimeSpan>> step, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var pause = BrokenPause;
            try
            {
                pause = await step();
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (EngineException e)
            {
                Log.OutboxBroke(_logger, e);
            }

            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
