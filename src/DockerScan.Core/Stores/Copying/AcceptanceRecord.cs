namespace DockerScan.Core.Stores.Copying;

/// <summary>What somebody accepted.</summary>
public sealed record AcceptanceRecord : StoreRecord
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Acceptance;

    /// <inheritdoc/>
    public override string Key => Id;

    /// <summary>The acceptance's id.</summary>
    public required string Id { get; init; }

    /// <summary>The repository; empty where a pattern names several.</summary>
    public required string Repository { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public long? EndsAt { get; init; }

    /// <summary>The acceptance.</summary>
    public required string Document { get; init; }

    /// <summary>Who took it back.</summary>
    public string? Removal { get; init; }
}
