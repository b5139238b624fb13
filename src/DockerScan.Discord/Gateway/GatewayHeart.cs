namespace DockerScan.Discord.Gateway;

/// <summary>Beats at the interval that Discord names, the first time after a random part of it, and notices when no beat is answered.</summary>
internal sealed class GatewayHeart(GatewayFrames frames, GatewaySession session, TimeProvider time)
{
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromMilliseconds(500);
    private volatile bool _isAnswered = true;
    private long _lastAsked;

    /// <summary>Beats until a beat stays unanswered, and returns then.</summary>
    public async Task BeatAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        await Task.Delay(interval * Random.Shared.NextDouble(), time, cancellationToken);
        while (true)
        {
            _isAnswered = false;
            await SendAsync(cancellationToken);
            await Task.Delay(interval, time, cancellationToken);
            if (!_isAnswered)
            {
                return;
            }
        }
    }

    public void Answered() => _isAnswered = true;

    /// <summary>Discord asks for a beat now; asked too often it is let pass, since it counts what we send.</summary>
    public async Task BeatNowAsync(CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        if (_lastAsked == 0 || time.GetElapsedTime(_lastAsked, now) > AtMostEvery)
        {
            _lastAsked = now;
            await SendAsync(cancellationToken);
        }
    }

    private Task SendAsync(CancellationToken cancellationToken) => frames.SendAsync(new { op = 1, d = session.Sequence }, cancellationToken);
}
