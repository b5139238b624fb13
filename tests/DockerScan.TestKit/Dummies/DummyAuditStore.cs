using DockerScan.Core.Stores;

namespace DockerScan.TestKit.Dummies;

/// <summary>The least that a store is: one of its ports, in memory.</summary>
public sealed class DummyAuditStore : IAuditStore
{
    private const int MaxListed = 1000;
    private static readonly TimeSpan Keep = TimeSpan.FromDays(180);
    private readonly Lock _lock = new();
    private readonly List<AuditedCommand> _commands = [];

    /// <inheritdoc/>
    public Task AppendAsync(IReadOnlyList<AuditedCommand> commands, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _commands.AddRange(commands);
            return Task.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditedCommand>> ListAsync(DateTimeOffset? since, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxListed);
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<AuditedCommand>>([.. _commands.Where(each => since is null || each.At >= since).Reverse().Take(limit)]);
        }
    }

    /// <inheritdoc/>
    public Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _commands.RemoveAll(each => each.At < now - Keep);
            return Task.CompletedTask;
        }
    }
}
