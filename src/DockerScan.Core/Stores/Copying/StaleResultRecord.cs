namespace DockerScan.Core.Stores.Copying;

/// <summary>A result that an answer changed and that was not written anew yet.</summary>
public sealed record StaleResultRecord : StoreRecord
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.StaleResult;

    /// <inheritdoc/>
    public override string Key => Scan;

    /// <summary>The scan.</summary>
    public required string Scan { get; init; }
}
