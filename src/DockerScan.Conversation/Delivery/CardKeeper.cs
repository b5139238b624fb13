using DockerScan.Core.Stores;
using DockerScan.Engine.Work;
using Microsoft.Extensions.Hosting;

namespace DockerScan.Conversation.Delivery;

/// <summary>
/// Brings every card to what it should show: the verdict of a scan, or the report, whose process died before it could say so, and newer
/// revisions of results that were amended. A loop for each platform, so that a dead one never stops another.
/// </summary>
public sealed class CardKeeper : BackgroundService
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RepairInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PruneInterval = TimeSpan.FromHours(6);

    private readonly IReadOnlyList<IChannel> _channels;
    private readonly ICardStore _cards;
    private readonly CardDelivery _delivery;
    private readonly WorkLoop _loop;
    private readonly WorkerPresence _presence;
    private readonly TimeProvider _time;
    private readonly WorkSignal? _signal;

    internal CardKeeper(IEnumerable<IChannel> channels, ICardStore cards, CardDelivery delivery, WorkLoop loop, WorkerPresence presence, TimeProvider time, WorkSignal? signal = null)
        => (_channels, _cards, _delivery, _loop, _presence, _time, _signal) = ([.. channels], cards, delivery, loop, presence, time, signal);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host waits for everything before the first await.
        await Task.Yield();
        if (_channels.Count > 0)
        {
            await Task.WhenAll(_channels.Select(channel => RunAsync(channel, new IdlePause(ShortestPause, LongestPause), stoppingToken))
                .Append(_loop.RunAsync("cards:leases", RenewAsync, stoppingToken))
                .Append(_loop.RunAsync("cards:repair", RepairAsync, stoppingToken))
                .Append(_loop.RunAsync("cards:prune", PruneAsync, stoppingToken)));
        }
    }

    private Task RunAsync(IChannel channel, IdlePause idle, CancellationToken cancellationToken)
        => _loop.RunAsync(
            $"cards:{channel.Platform}",
            async token =>
            {
                if (await DeliverNextAsync(channel, token) > TimeSpan.Zero)
                {
                    return idle.Next();
                }

                idle.Worked();
                return TimeSpan.Zero;
            },
            _signal,
            cancellationToken);

    /// <summary>Brings one card of a platform up to date; how long to pause then, zero when one was due.</summary>
    internal async Task<TimeSpan> DeliverNextAsync(IChannel channel, CancellationToken cancellationToken)
    {
        var wish = new ClaimWish(_presence.Name, CardOutbox.Lease) { Lane = channel.Platform };
        return await _loop.RunNextAsync(_cards, wish, _delivery.On(channel), cancellationToken) ? TimeSpan.Zero : ShortestPause;
    }

    // Those that commands of this process have in hand, too.
    private async Task<TimeSpan> RenewAsync(CancellationToken cancellationToken)
    {
        await _cards.RenewAllAsync(_presence.Name, CardOutbox.Lease, cancellationToken);
        return CardOutbox.Lease / 3;
    }

    private async Task<TimeSpan> RepairAsync(CancellationToken cancellationToken)
    {
        await _cards.RepairAsync(cancellationToken);
        return RepairInterval;
    }

    private async Task<TimeSpan> PruneAsync(CancellationToken cancellationToken)
    {
        await _cards.PruneAsync(_time.GetUtcNow(), cancellationToken);
        return PruneInterval;
    }
}
