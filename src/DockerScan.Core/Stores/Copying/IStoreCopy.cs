namespace DockerScan.Core.Stores.Copying;

/// <summary>
/// All that a store holds, as records that every kind of store has alike. A store is opened once, either to be read by
/// <see cref="OpenSourceAsync"/> or to be filled by <see cref="OpenTargetAsync"/>; nobody else works on it meanwhile.
/// </summary>
public interface IStoreCopy : IAsyncDisposable
{
    /// <summary>What kind of store it is, for a person. No address.</summary>
    string Name { get; }

    /// <summary>Makes it ready to be read, keeps others away as far as the kind of store can, and ends what a program that died left half done.</summary>
    /// <exception cref="EngineException">There is no store, it has another schema than this program's, it is a copy that was never finished, or somebody works on it.</exception>
    Task OpenSourceAsync(CancellationToken cancellationToken);

    /// <summary>Makes it ready to be filled. Until <see cref="FinishAsync"/> no program takes it for a store.</summary>
    /// <returns>True when a copy that was begun earlier goes on, false when it is empty.</returns>
    /// <exception cref="EngineException">It holds a store already, or cannot be written.</exception>
    Task<bool> OpenTargetAsync(CancellationToken cancellationToken);

    /// <summary>How many records of a kind there are.</summary>
    Task<long> CountAsync(RecordKind kind, CancellationToken cancellationToken);

    /// <summary>Every record of a kind, the oldest first where the store knows. Leases are not in them: nobody holds any.</summary>
    /// <exception cref="EngineException">One is damaged, or the store cannot be used.</exception>
    IAsyncEnumerable<StoreRecord> ReadAsync(RecordKind kind, CancellationToken cancellationToken);

    /// <summary>Adds records of one kind, which are not there yet. All of them or none; where the store cannot promise that, those that are there are found by the next reading.</summary>
    Task WriteAsync(IReadOnlyList<StoreRecord> records, CancellationToken cancellationToken);

    /// <summary>Makes what was filled a store.</summary>
    Task FinishAsync(CancellationToken cancellationToken);
}
