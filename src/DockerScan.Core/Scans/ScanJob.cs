using DockerScan.Core.Stages;

namespace DockerScan.Core.Scans;

/// <summary>A scan in the queue.</summary>
public sealed record ScanJob
{
    /// <summary>Its id.</summary>
    public required ScanId Id { get; init; }

    /// <summary>What is asked.</summary>
    public required ScanRequest Request { get; init; }

    /// <summary>Where it stands.</summary>
    public required ScanState State { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often a worker has claimed it.</summary>
    public int Attempts { get; init; }

    /// <summary>How often the work on it failed and was given back.</summary>
    public int Failures { get; init; }

    /// <summary>How many workers ended over it, or lost it to another: it was claimed so often beyond this claim, and neither ended nor given back.</summary>
    public int Losses => Math.Max(0, Attempts - 1 - Failures);

    /// <summary>The worker that holds it.</summary>
    public string? LeaseOwner { get; init; }

    /// <summary>Until when; after that another may claim it.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>True when it was cancelled while somebody worked on it, who has not ended it yet.</summary>
    public bool IsStopWanted { get; init; }

    /// <summary>How far its worker said it is, at most a second ago while it goes on.</summary>
    public IReadOnlyList<StageProgress> Progress { get; init; } = [];

    /// <summary>How many queued scans come before it; 0 when it is next, or no longer queued. Known of one that was asked for by its id.</summary>
    public int Position { get; init; }

    /// <summary>The scan whose result answers this one: its own id, or another's that was reused. Null until finished.</summary>
    public ScanId? ResultId { get; init; }
}

/// <summary>What became of a request.</summary>
/// <param name="Job">The scan that answers it.</param>
/// <param name="Joined">True when it was in flight already.</param>
/// <param name="Position">How many queued scans stand before it; 0 when it is next or running.</param>
public sealed record EnqueuedScan(ScanJob Job, bool Joined, int Position);
