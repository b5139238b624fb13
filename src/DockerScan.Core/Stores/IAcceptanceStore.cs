using DockerScan.Core.Acceptances;

namespace DockerScan.Core.Stores;

/// <summary>
/// Acceptances. One is added, and may be taken back; nothing is changed and nothing erased. Safe to use from several processes; each step writes
/// one document. Every call throws <see cref="EngineException"/> where the store cannot be used, or what it holds cannot be read.
/// </summary>
public interface IAcceptanceStore
{
    /// <summary>How many may hold at once; whoever adds one counts before.</summary>
    const int MaxInForce = 20_000;

    /// <summary>The most that <see cref="ListHistoryAsync"/> gives at once.</summary>
    const int MaxListed = 1_000;

    /// <summary>Adds one; with an id that is there already nothing happens.</summary>
    Task AddAsync(Acceptance acceptance, CancellationToken cancellationToken);

    /// <summary>One by its id, also when it was taken back; null when there is none.</summary>
    Task<Acceptance?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Takes one back. False, and nothing is written, when there is none or somebody did before.</summary>
    Task<bool> RemoveAsync(string id, AcceptanceRemoval removal, CancellationToken cancellationToken);

    /// <summary>Those that have not ended by a moment, the newest first; at most <see cref="MaxInForce"/>.</summary>
    Task<IReadOnlyList<Acceptance>> ListAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>As <see cref="ListAsync"/>, only those that name this repository by its whole name, or have a pattern.</summary>
    /// <param name="repository">The whole name, e.g. <c>docker.io/library/redis</c>.</param>
    /// <param name="since">None that ended by then; <see cref="DateTimeOffset.MinValue"/> for all there ever were.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    Task<IReadOnlyList<Acceptance>> ListForAsync(string repository, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>All there ever were, the newest first.</summary>
    /// <param name="limit">At most so many, 1 to <see cref="MaxListed"/>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    Task<IReadOnlyList<Acceptance>> ListHistoryAsync(int limit, CancellationToken cancellationToken);
}
