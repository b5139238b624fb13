using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Engine.Tests.Fakes;

/// <summary>
/// A clock that goes on only when something waits for it. Who lets an ordinary one go on does not know how far the others are: on a busy
/// machine minutes pass before they look at it.
/// </summary>
internal sealed class ArmedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Channel<bool> _armed = Channel.CreateUnbounded<bool>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _armed.Writer.TryWrite(true);
        return timer;
    }

    /// <summary>Waits for the next timer that is set, and then lets time pass.</summary>
    public async Task PassAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        await _armed.Reader.ReadAsync(cancellationToken);
        Advance(time);
    }
}
