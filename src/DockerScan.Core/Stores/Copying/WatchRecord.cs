namespace DockerScan.Core.Stores.Copying;

/// <summary>A watch.</summary>
public sealed record WatchRecord : StoreRecord
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Watch;

    /// <inheritdoc/>
    public override string Key => Id;

    /// <summary>The watch's id.</summary>
    public required string Id { get; init; }

    /// <summary>When it was made.</summary>
    public long CreatedAt { get; init; }

    /// <summary>The scan that it began with.</summary>
    public string? FirstScan { get; init; }

    /// <summary>The watch.</summary>
    public required string Document { get; init; }
}
