using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Core.Watches.Schedules;
using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Watching;

/// <summary>Keeps this process's plan the same as the store, which other processes write to as well.</summary>
internal sealed class WatchPlanner(IWatchStore store, IWatchPlan? plan, IWatchSchedules? schedules, TimeProvider time, ILogger<WatchPlanner> logger) : IDisposable
{
    private readonly Dictionary<string, (WatchSchedule Schedule, bool IsPaused)> _planned = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _hasStarted;

    public void Dispose() => _turn.Dispose();

    /// <summary>Plans what is in the store, and no more than that.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        if (plan is null)
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            var watches = await store.ListAsync(cancellationToken);
            foreach (var gone in _planned.Keys.Except(watches.Select(watch => watch.Id), StringComparer.Ordinal).ToList())
            {
                await plan.RemoveAsync(gone, cancellationToken);
                _planned.Remove(gone);
            }

            foreach (var watch in watches)
            {
                var wanted = (watch.Schedule, watch.Rests);
                if (!_planned.TryGetValue(watch.Id, out var known) || known != wanted)
                {
                    await plan.PutAsync(watch.Id, watch.Schedule, watch.Rests, cancellationToken);
                    _planned[watch.Id] = wanted;
                }
            }

            await StepAsync(watches, cancellationToken);
            if (!_hasStarted)
            {
                await MakeUpAsync(watches, cancellationToken);
                _hasStarted = true;
                Log.Planned(logger, watches.Count);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    // What runs changes at any time: its watches are kept in step between their looks as well, by one process of however many.
    private async Task StepAsync(IReadOnlyList<Watch> watches, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var watch in watches.Where(watch => watch is { IsOfRunning: true, Rests: false }))
        {
            await store.PlanAsync(watch.Id, new DateTimeOffset(now.UtcTicks - (now.UtcTicks % RunningWatches.Step.Ticks), TimeSpan.Zero), cancellationToken);
        }
    }

    // What came while nothing served: once, now, under the last time that was missed. Whoever starts at the same time writes the same run.
    private async Task MakeUpAsync(IReadOnlyList<Watch> watches, CancellationToken cancellationToken)
    {
        if (schedules is null)
        {
            return;
        }

        var now = time.GetUtcNow();
        var last = (await store.ListLastAsync(cancellationToken)).ToDictionary(run => run.WatchId, run => run.Planned, StringComparer.Ordinal);
        foreach (var watch in watches.Where(watch => !watch.Rests))
        {
            var since = watch.DueSince ?? watch.CreatedAt;
            var known = last.TryGetValue(watch.Id, out var planned) && planned > since ? planned : since;
            // A run that the clock put into the future, before it came back, holds up nothing.
            if (schedules.Last(watch.Schedule, now) is { } missed && (missed > known || known > now) && await store.PlanAsync(watch.Id, missed, cancellationToken))
            {
                Log.MadeUp(logger, watch.Id, missed);
            }
        }
    }

    /// <summary>A watch was made, changed or removed here: it need not wait for the next look. Nothing where this process plans none.</summary>
    public Task ChangedAsync(CancellationToken cancellationToken) => _hasStarted ? FollowAsync(cancellationToken) : Task.CompletedTask;
}
