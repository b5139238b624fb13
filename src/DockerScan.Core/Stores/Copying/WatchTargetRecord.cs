namespace DockerScan.Core.Stores.Copying;

/// <summary>What a watch knows of a tag on a platform.</summary>
public sealed record WatchTargetRecord : StoreRecord
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.WatchTarget;

    /// <inheritdoc/>
    public override string Key => $"{Watch}|{Name}";

    /// <summary>The watch.</summary>
    public required string Watch { get; init; }

    /// <summary>The tag and the platform.</summary>
    public required string Name { get; init; }

    /// <summary>How often it was written.</summary>
    public long Revision { get; init; }

    /// <summary>What is known.</summary>
    public required string Document { get; init; }
}
