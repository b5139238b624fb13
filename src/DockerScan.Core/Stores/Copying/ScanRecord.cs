namespace DockerScan.Core.Stores.Copying;

/// <summary>A scan, with its own result and findings. One that ran when its program died waits again.</summary>
public sealed record ScanRecord : StoreRecord
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Scan;

    /// <inheritdoc/>
    public override string Key => Id;

    /// <inheritdoc/>
    public override long Size => 2_000 + (ResultDocument?.Length ?? 0) + Findings.Sum(finding => (long)finding.Length);

    /// <summary>The scan's id.</summary>
    public required string Id { get; init; }

    /// <summary>The request's JSON.</summary>
    public required string Request { get; init; }

    /// <summary><c>queued</c>, <c>finished</c> or <c>cancelled</c>.</summary>
    public required string State { get; init; }

    /// <summary>When it was asked for.</summary>
    public long CreatedAt { get; init; }

    /// <summary>How often it was tried.</summary>
    public long Attempts { get; init; }

    /// <summary>How often work on it failed and was given back.</summary>
    public long Failures { get; init; }

    /// <summary>1 when it was given up because workers ended over it.</summary>
    public long Dead { get; init; }

    /// <summary>The number of its last claim.</summary>
    public long Fence { get; init; }

    /// <summary>0 for people, 1 for schedules.</summary>
    public long Priority { get; init; }

    /// <summary>Its turn in the queue.</summary>
    public long Turn { get; init; }

    /// <summary>Whose turn.</summary>
    public required string Asker { get; init; }

    /// <summary>Not to be tried before; null for at once, or for one that ended.</summary>
    public long? DueAt { get; init; }

    /// <summary>1 when somebody wants it to stop.</summary>
    public long StopWanted { get; init; }

    /// <summary>How far it came, when it ended.</summary>
    public string? Progress { get; init; }

    /// <summary>The scan whose result answers it.</summary>
    public string? ResultId { get; init; }

    /// <summary>The revision of its own result.</summary>
    public long? ResultRevision { get; init; }

    /// <summary>Its own result without the findings.</summary>
    public string? ResultDocument { get; init; }

    /// <summary>The findings of its own result, in their order.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];
}
