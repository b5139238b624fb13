namespace DockerScan.Core.Stores.Copying;

/// <summary>A message of a watch.</summary>
public sealed record AlertRecord : StoreRecord
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Alert;

    /// <inheritdoc/>
    public override string Key => Id;

    /// <inheritdoc/>
    public override long Size => 500 + Document.Length;

    /// <summary>The alert's id.</summary>
    public required string Id { get; init; }

    /// <summary>The watch; empty for what several watches have in common.</summary>
    public required string Watch { get; init; }

    /// <summary>The database that it was gathered for; empty for none.</summary>
    public required string Database { get; init; }

    /// <summary>When it was kept.</summary>
    public long CreatedAt { get; init; }

    /// <summary>Until when it waits for others; null for one that does not.</summary>
    public long? NotBefore { get; init; }

    /// <summary>Its revision.</summary>
    public long Revision { get; init; }

    /// <summary>The revision that is in the outbox, -1 for none.</summary>
    public long Relayed { get; init; }

    /// <summary>The alert.</summary>
    public required string Document { get; init; }
}
