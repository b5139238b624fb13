namespace DockerScan.Core.Stores;

/// <summary>Signed requests that were taken, so that one that comes again is known, also after a restart. Safe to use from several processes.</summary>
public interface IReplayStore
{
    /// <summary>Keeps all of them, or none; one that is kept already stays. Forgets those whose time is over.</summary>
    /// <param name="source">Whose they are, e.g. <c>slack</c>.</param>
    /// <param name="requests">The requests.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="EngineException">The store cannot be used.</exception>
    Task AddAsync(string source, IReadOnlyList<SeenRequest> requests, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Those of a source whose time is not over, the longest to come last.</summary>
    /// <param name="source">Whose they are.</param>
    /// <param name="now">The time.</param>
    /// <param name="limit">At most so many, those that stay longest.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="EngineException">The store cannot be used.</exception>
    Task<IReadOnlyList<SeenRequest>> ListAsync(string source, DateTimeOffset now, int limit, CancellationToken cancellationToken);
}

/// <summary>A signed request that was taken.</summary>
/// <param name="Key">What tells it from every other: of its signature, at most 128 characters.</param>
/// <param name="Until">From then on its own time refuses it.</param>
public sealed record SeenRequest(string Key, DateTimeOffset Until);
