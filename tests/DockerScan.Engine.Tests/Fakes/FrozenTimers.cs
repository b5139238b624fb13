namespace DockerScan.Engine.Tests.Fakes;

/// <summary>The clock of a process that was stopped in the middle: time goes on, and none of its timers fires.</summary>
internal sealed class FrozenTimers(TimeProvider clock) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Stopped();

    private sealed class Stopped : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            // There is nothing to let go.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
