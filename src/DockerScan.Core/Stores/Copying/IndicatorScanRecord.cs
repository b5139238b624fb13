namespace DockerScan.Core.Stores.Copying;

/// <summary>A scan that an answer concerns.</summary>
public sealed record IndicatorScanRecord : StoreRecord
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.IndicatorScan;

    /// <inheritdoc/>
    public override string Key => $"{Of}:{Value}|{Scan}";

    /// <summary><c>file</c>, <c>address</c> or <c>domain</c>.</summary>
    public required string Of { get; init; }

    /// <summary>The hash, address or name.</summary>
    public required string Value { get; init; }

    /// <summary>The scan.</summary>
    public required string Scan { get; init; }

    /// <summary>1 when it was shown without the answer.</summary>
    public long Waiting { get; init; }

    /// <summary>Since when.</summary>
    public long CreatedAt { get; init; }
}
