namespace DockerScan.Core.Stores.Copying;

/// <summary>
/// One record of a store, as every kind of store has it: what a store adds for itself (its order, its indexes, leases) is not in it. Times
/// are Unix milliseconds, flags 0 or 1, documents the JSON that is stored, letter for letter. Two records are the same when all members are.
/// </summary>
public abstract record StoreRecord
{
    /// <summary>What kind it is.</summary>
    public abstract RecordKind Kind { get; }

    /// <summary>By which it is found among those of its kind.</summary>
    public abstract string Key { get; }

    /// <summary>About how many bytes it takes, so that not too many are in hand at once.</summary>
    public virtual long Size => 500;
}
