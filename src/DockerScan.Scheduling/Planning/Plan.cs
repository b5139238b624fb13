using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Quartz;

namespace DockerScan.Scheduling.Planning;

/// <summary>What is wanted, and its way into the scheduler. The scheduler's own state is looked at, never trusted: a trigger there can die or be led astray by a clock.</summary>
internal sealed class Plan(SchedulerHome home, TimeProvider time, ILogger<Plan> logger) : IDisposable
{
    private readonly ConcurrentDictionary<JobKey, PlannedJob> _wanted = new();
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>What is wanted now.</summary>
    public IReadOnlyCollection<PlannedJob> Wanted => [.. _wanted.Values];

    /// <summary>Plans a job, or plans it anew where something of it differs.</summary>
    public async Task PutAsync(PlannedJob job, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var scheduler = await home.GetAsync(cancellationToken);
            if (!_wanted.TryGetValue(job.Key, out var old) || old != job || !IsAlive(await scheduler.GetTriggerState(job.Trigger, cancellationToken)))
            {
                await ScheduleAsync(scheduler, job, cancellationToken);
            }

            _wanted[job.Key] = job;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Takes a job out. Nothing happens where there is none.</summary>
    public async Task RemoveAsync(JobKey key, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_wanted.ContainsKey(key))
            {
                await (await home.GetAsync(cancellationToken)).DeleteJob(key, cancellationToken);
                _wanted.TryRemove(key, out _);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Looks through everything and mends what died or waits for a time that is too late.</summary>
    /// <returns>How many were mended.</returns>
    public async Task<int> MendAsync(CancellationToken cancellationToken)
    {
        var mended = 0;
        foreach (var job in Wanted)
        {
            await _one.WaitAsync(cancellationToken);
            try
            {
                // Changed or removed in the meantime: nothing to mend.
                if (_wanted.GetValueOrDefault(job.Key) == job && await MendAsync(await home.GetAsync(cancellationToken), job, cancellationToken))
                {
                    mended++;
                }
            }
            finally
            {
                _one.Release();
            }
        }

        return mended;
    }

    public void Dispose() => _one.Dispose();

    private static bool IsAlive(TriggerState state) => state is not (TriggerState.Error or TriggerState.None or TriggerState.Complete);

    private async Task<bool> MendAsync(IScheduler scheduler, PlannedJob job, CancellationToken cancellationToken)
    {
        var state = await scheduler.GetTriggerState(job.Trigger, cancellationToken);
        if (state == TriggerState.Error && !job.IsPaused)
        {
            await scheduler.ResetTriggerFromErrorState(job.Trigger, cancellationToken);
            Log.TriggerMended(logger, job.Key.Name);
            return true;
        }

        if (!IsAlive(state))
        {
            await ScheduleAsync(scheduler, job, cancellationToken);
            Log.TriggerMended(logger, job.Key.Name);
            return true;
        }

        if (job.IsPaused || await scheduler.GetTrigger(job.Trigger, cancellationToken) is not { NextFireTimeUtc: { } next } || next <= job.Times().GetNextValidTimeAfter(time.GetUtcNow()))
        {
            return false;
        }

        // It ran while the clock was ahead. Without this a nightly watch would wait for the year to which the clock had jumped.
        await ScheduleAsync(scheduler, job, cancellationToken);
        Log.TriggerLate(logger, job.Key.Name, next);
        return true;
    }

    // One step for the scheduler, pause included: nothing runs in between.
    private async Task ScheduleAsync(IScheduler scheduler, PlannedJob job, CancellationToken cancellationToken)
        => await scheduler.ScheduleJob(job.Job(), job.TriggerFrom(time), new ScheduleJobOptions { Replace = true, Paused = job.IsPaused }, cancellationToken);
}
