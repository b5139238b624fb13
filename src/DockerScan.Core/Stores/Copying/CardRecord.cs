namespace DockerScan.Core.Stores.Copying;

/// <summary>A card.</summary>
public sealed record CardRecord : StoreRecord
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Card;

    /// <inheritdoc/>
    public override string Key => Id;

    /// <summary>The card's id.</summary>
    public required string Id { get; init; }

    /// <summary>The scan or the alert that it is of.</summary>
    public required string Scan { get; init; }

    /// <summary>The chat platform.</summary>
    public required string Platform { get; init; }

    /// <summary>Where to.</summary>
    public required string Place { get; init; }

    /// <summary>What was posted; empty before.</summary>
    public required string Address { get; init; }

    /// <summary>1 when its scan was another's.</summary>
    public long Joined { get; init; }

    /// <summary><c>en</c> or <c>ko</c>.</summary>
    public required string Language { get; init; }

    /// <summary><c>verdict</c>, <c>report</c> or <c>alert</c>.</summary>
    public required string Owes { get; init; }

    /// <summary>The revision that it shows, -1 for none.</summary>
    public long Shown { get; init; }

    /// <summary>Since when.</summary>
    public long? ShownAt { get; init; }

    /// <summary>The revision that it should show, -1 for none.</summary>
    public long Wanted { get; init; }

    /// <summary>How often it could not be posted.</summary>
    public long Failures { get; init; }

    /// <summary>Not to be tried before; null for at once.</summary>
    public long? DueAt { get; init; }

    /// <summary>When it was written down.</summary>
    public long CreatedAt { get; init; }

    /// <summary>The number of its last claim.</summary>
    public long Fence { get; init; }

    /// <summary>Its turn among those that are owed.</summary>
    public long Turn { get; init; }
}
