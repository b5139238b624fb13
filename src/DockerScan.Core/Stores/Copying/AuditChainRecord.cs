namespace DockerScan.Core.Stores.Copying;

/// <summary>A chain of the record of commands, as it was noted beside its records.</summary>
public sealed record AuditChainRecord : StoreRecord
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.AuditChain;

    /// <inheritdoc/>
    public override string Key => Writer;

    /// <summary>Whose.</summary>
    public required string Writer { get; init; }

    /// <summary>The number of the last record that was noted.</summary>
    public long Number { get; init; }

    /// <summary>Its hash.</summary>
    public required string Hash { get; init; }

    /// <summary>The number of the last that was removed because it was old, 0 for none.</summary>
    public long CutNumber { get; init; }

    /// <summary>Its hash; empty for none.</summary>
    public required string CutHash { get; init; }
}
