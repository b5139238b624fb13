using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scanners.Tests.Sandbox.Support;

/// <summary>A clock that tells when somebody begins to wait for a given time.</summary>
internal sealed class DelayWatch(TimeSpan awaited) : FakeTimeProvider
{
    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Seen => _seen.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime == awaited)
        {
            _seen.TrySetResult();
        }

        return timer;
    }
}
