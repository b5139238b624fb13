namespace DockerScan.Core.Stores;

/// <summary>The record of chat commands. Safe to use from several processes.</summary>
public interface IAuditStore
{
    /// <summary>Adds all of them, or none.</summary>
    /// <exception cref="EngineException">The store cannot be used.</exception>
    Task AppendAsync(IReadOnlyList<AuditedCommand> commands, CancellationToken cancellationToken);

    /// <summary>The newest first.</summary>
    /// <param name="since">None older; null for all.</param>
    /// <param name="limit">At most so many, 1 to 1000.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="EngineException">The store cannot be used.</exception>
    Task<IReadOnlyList<AuditedCommand>> ListAsync(DateTimeOffset? since, int limit, CancellationToken cancellationToken);

    /// <summary>Forgets what is older than 180 days, and the oldest above 100,000.</summary>
    Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
