using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scheduling.Tests;

/// <summary>
/// A clock that stands still until it is moved, and then waits until the scheduler has looked at it. Quartz's loop waits on a timer of its clock
/// that it arms again before every wait: who moves the clock on before that has moved it past a time that nobody waits for yet.
/// </summary>
internal sealed class SteppedTime(DateTimeOffset now) : FakeTimeProvider(now)
{
    // Of the machine's own clock, and never waited out: what takes so long has stopped.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LongestStep = TimeSpan.FromHours(1);
    private static readonly TimeSpan ShortestStep = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly HashSet<Alarm> _alarms = [];
    private Alarm? _loop;
    private TaskCompletionSource _armed = New();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Inner = base.CreateTimer(_ => alarm.Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        lock (_gate)
        {
            _alarms.Add(alarm);
            // The loop's two timers release semaphores; the first is the one for what is due.
            _loop ??= state is SemaphoreSlim ? alarm : null;
        }

        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Waits until the scheduler waits for the clock.</summary>
    public async Task LookedAsync()
    {
        while (true)
        {
            Task armed;
            lock (_gate)
            {
                if (_loop is { IsLooking: false })
                {
                    return;
                }

                armed = _armed.Task;
            }

            await armed.WaitAsync(Patience, System);
        }
    }

    /// <summary>Moves the clock, and waits until the scheduler has looked at it if that woke it.</summary>
    public async Task MoveAsync(TimeSpan by)
    {
        Advance(by);
        await LookedAsync();
    }

    /// <summary>Moves the clock to the next time that anything waits for.</summary>
    public Task StepAsync() => MoveAsync(NextStep());

    /// <summary>How far away the next time is that anything waits for.</summary>
    public TimeSpan NextStep()
    {
        lock (_gate)
        {
            var wait = _alarms.Min(alarm => alarm.Due) - GetUtcNow() ?? LongestStep;
            return wait < ShortestStep ? ShortestStep : wait < LongestStep ? wait : LongestStep;
        }
    }

    /// <summary>Sets the clock on or back: what waits goes on waiting as long as it would have, as it does when a machine's clock is set.</summary>
    public void Jump(DateTimeOffset to)
    {
        lock (_gate)
        {
            var by = to - GetUtcNow();
            foreach (var alarm in _alarms)
            {
                alarm.Due += by;
            }
        }

        AdjustTime(to);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Alarm(SteppedTime clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public ITimer? Inner { get; set; }

        public DateTimeOffset? Due { get; set; }

        /// <summary>True from when it rings until whoever it is for waits again; and before the first time.</summary>
        public bool IsLooking { get; private set; } = true;

        public void Ring()
        {
            lock (clock._gate)
            {
                Due = _period > TimeSpan.Zero ? Due + _period : null;
                IsLooking = true;
            }

            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            TaskCompletionSource? armed = null;
            lock (clock._gate)
            {
                _period = period;
                Due = dueTime < TimeSpan.Zero ? null : clock.GetUtcNow() + dueTime;
                if (Due is not null)
                {
                    IsLooking = false;
                    (armed, clock._armed) = (clock._armed, New());
                }
            }

            // It may ring at once.
            var changed = Inner!.Change(dueTime, period);
            armed?.TrySetResult();
            return changed;
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                clock._alarms.Remove(this);
            }

            Inner!.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
