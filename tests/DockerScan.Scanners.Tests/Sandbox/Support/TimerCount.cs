using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scanners.Tests.Sandbox.Support;

/// <summary>A clock that knows whether anybody waits for it.</summary>
internal sealed class TimerCount : FakeTimeProvider
{
    private int _live;

    /// <summary>How many timers are not disposed.</summary>
    public int Live => Volatile.Read(ref _live);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _live);
        return new Counted(this, base.CreateTimer(callback, state, dueTime, period));
    }

    private sealed class Counted(TimerCount owner, ITimer timer) : ITimer
    {
        private int _isDisposed;

        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            Count();
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Count();
            return timer.DisposeAsync();
        }

        private void Count()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            {
                Interlocked.Decrement(ref owner._live);
            }
        }
    }
}
