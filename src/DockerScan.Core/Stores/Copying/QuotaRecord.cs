namespace DockerScan.Core.Stores.Copying;

/// <summary>A service's account: what was asked in each day of UTC, and when the last minute's requests were.</summary>
public sealed record QuotaRecord : StoreRecord
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Quota;

    /// <inheritdoc/>
    public override string Key => Account;

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>How often it was told to rest since it last answered.</summary>
    public long Rests { get; init; }

    /// <summary>Until when it rests.</summary>
    public long? BlockedUntil { get; init; }

    /// <summary>Why.</summary>
    public string? BlockReason { get; init; }

    /// <summary>Requests by day since 1970, oldest first.</summary>
    public IReadOnlyList<QuotaDay> Days { get; init; } = [];

    /// <summary>The times of the newest and of those within 60 seconds before it, oldest first.</summary>
    public IReadOnlyList<long> Minute { get; init; } = [];
}

/// <summary>A day's requests.</summary>
/// <param name="Day">In days since 1970.</param>
/// <param name="Uses">How many.</param>
public sealed record QuotaDay(long Day, long Uses);
