using DockerScan.Core;
using DockerScan.Core.Watches;

namespace DockerScan.Engine.Watching;

/// <summary>What the first half of a run came to.</summary>
internal sealed class Looked
{
    private readonly List<WatchScan> _scans = [];
    private readonly List<WatchTarget> _failing = [];

    /// <summary>How long the registry asks to wait; null when all was looked at.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>Why no tag could be looked at; null when they could.</summary>
    public ScanFailure? Problem { get; init; }

    /// <summary>What is to be waited for.</summary>
    public IReadOnlyList<WatchScan> Scans => _scans;

    /// <summary>What failed for the third time in a row.</summary>
    public IReadOnlyList<WatchTarget> Failing => _failing;

    /// <summary>What was done.</summary>
    public WatchCounts Counts { get; private set; } = new();

    public static Looked Wait(TimeSpan wait) => new() { RetryAfter = wait };

    public void Add(WatchScan? scan, WatchCounts counts)
    {
        Counts = Counts.Plus(counts);
        if (scan is not null)
        {
            _scans.Add(scan);
        }
    }

    public void Failed(WatchTarget target)
    {
        Counts = Counts.Plus(new WatchCounts { Failed = 1 });
        if (target.IsToldOfFailures)
        {
            _failing.Add(target);
        }
    }
}
