namespace DockerScan.Core.Stores.Copying;

/// <summary>An answer of a reputation service.</summary>
public sealed record ReputationRecord : StoreRecord
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Reputation;

    /// <inheritdoc/>
    public override string Key => $"{Of}:{Value}";

    /// <summary><c>file</c>, <c>address</c> or <c>domain</c>.</summary>
    public required string Of { get; init; }

    /// <summary>The hash, address or name.</summary>
    public required string Value { get; init; }

    /// <summary>The answer in a word.</summary>
    public required string Reputation { get; init; }

    /// <summary>When it was asked for.</summary>
    public long CheckedAt { get; init; }

    /// <summary>When it was first answered.</summary>
    public long FirstAnsweredAt { get; init; }

    /// <summary>The answer.</summary>
    public required string Document { get; init; }
}
