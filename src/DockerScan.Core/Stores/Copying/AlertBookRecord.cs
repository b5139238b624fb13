namespace DockerScan.Core.Stores.Copying;

/// <summary>What a watch has told.</summary>
public sealed record AlertBookRecord : StoreRecord
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.AlertBook;

    /// <inheritdoc/>
    public override string Key => Watch;

    /// <inheritdoc/>
    public override long Size => 500 + Document.Length;

    /// <summary>The watch.</summary>
    public required string Watch { get; init; }

    /// <summary>How often it was written.</summary>
    public long Revision { get; init; }

    /// <summary>The book.</summary>
    public required string Document { get; init; }
}
