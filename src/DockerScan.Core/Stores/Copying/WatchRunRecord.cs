using System.Text.Json.Serialization;

namespace DockerScan.Core.Stores.Copying;

/// <summary>A run of a watch.</summary>
public sealed record WatchRunRecord : StoreRecord
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.WatchRun;

    /// <inheritdoc/>
    public override string Key => Id;

    /// <summary>The run's id.</summary>
    public required string Id { get; init; }

    /// <summary>The watch.</summary>
    public required string Watch { get; init; }

    /// <summary>For when it was planned.</summary>
    public long PlannedAt { get; init; }

    /// <summary>Not to be tried before; null for at once, or for one that ended.</summary>
    public long? DueAt { get; init; }

    /// <summary>The number of its last claim.</summary>
    public long Fence { get; init; }

    /// <summary>How often it failed.</summary>
    public long Failures { get; init; }

    /// <summary>What it waits for.</summary>
    public string? Scans { get; init; }

    /// <summary>What it counted.</summary>
    public string? Counts { get; init; }

    /// <summary>When it ended.</summary>
    public long? EndedAt { get; init; }

    /// <summary>How.</summary>
    public string? Ending { get; init; }

    /// <summary>1 for the newest of the watch that ended. It follows from the others, and is no part of what is compared.</summary>
    [JsonIgnore]
    public long IsNewest { get; init; }
}
