namespace DockerScan.Core.Stores.Copying;

/// <summary>A signed request that was taken.</summary>
public sealed record SeenRequestRecord : StoreRecord
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.SeenRequest;

    /// <inheritdoc/>
    public override string Key => $"{Source}|{Name}";

    /// <summary>Whose.</summary>
    public required string Source { get; init; }

    /// <summary>Its own name.</summary>
    public required string Name { get; init; }

    /// <summary>How long it is remembered.</summary>
    public long Until { get; init; }
}
