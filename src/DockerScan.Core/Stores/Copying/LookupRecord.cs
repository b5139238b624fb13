namespace DockerScan.Core.Stores.Copying;

/// <summary>A look-up that waits.</summary>
public sealed record LookupRecord : StoreRecord
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Lookup;

    /// <inheritdoc/>
    public override string Key => $"{Of}:{Value}";

    /// <summary><c>file</c>, <c>address</c> or <c>domain</c>.</summary>
    public required string Of { get; init; }

    /// <summary>The hash, address or name.</summary>
    public required string Value { get; init; }

    /// <summary>How much its answer would tell.</summary>
    public long Rank { get; init; }

    /// <summary>1 when a person waits.</summary>
    public long Interactive { get; init; }

    /// <summary>Whose turn.</summary>
    public required string Asker { get; init; }

    /// <summary>Its turn.</summary>
    public long Turn { get; init; }

    /// <summary>Not to be asked before.</summary>
    public long? DueAt { get; init; }

    /// <summary>When it was queued.</summary>
    public long CreatedAt { get; init; }

    /// <summary>How often it failed.</summary>
    public long Failures { get; init; }

    /// <summary>The number of its last claim.</summary>
    public long Fence { get; init; }

    /// <summary>When it was first answered.</summary>
    public long? FirstAnsweredAt { get; init; }
}
