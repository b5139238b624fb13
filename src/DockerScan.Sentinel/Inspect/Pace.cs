namespace DockerScan.Sentinel.Inspect;

/// <summary>When a job is due: at its period, or later when it is costly, so that it never takes more than a tenth of a core.</summary>
internal sealed class Pace(long periodMs, TimeProvider time)
{
    private const int MaxShare = 10;

    private long _due;

    public bool IsDue => Now >= _due;

    private long Now => time.GetTimestamp() * 1000 / time.TimestampFrequency;

    public void Run(Action job)
    {
        var started = Now;
        job();
        var ended = Now;
        _due = ended + Math.Max(periodMs, (ended - started) * MaxShare);
    }

    /// <summary>Makes it due at once.</summary>
    public void Hurry() => _due = 0;
}
