namespace DockerScan.Engine.Work;

/// <summary>How long to wait after failures in a row: twice as long each time, up to a bound.</summary>
/// <param name="First">After the first failure.</param>
/// <param name="Longest">Never longer.</param>
public sealed record Backoff(TimeSpan First, TimeSpan Longest)
{
    // Beyond it every first wait worth its name has met its bound.
    private const int MaxDoublings = 20;

    /// <summary>The wait.</summary>
    /// <param name="failures">How often it had failed before this time, 0 or more.</param>
    public TimeSpan After(int failures)
    {
        var wait = First * Math.Pow(2, Math.Clamp(failures, 0, MaxDoublings));
        return wait < Longest ? wait : Longest;
    }
}
