using DockerScan.Core.Stores;

namespace DockerScan.TestKit.Stores;

/// <summary>Keeps what it was told. What the record must hold is proved by its contract tests, not here.</summary>
public sealed class FakeAuditStore : IAuditStore
{
    public IList<AuditedCommand> Kept { get; } = [];

    public Exception? Trouble { get; set; }

    public Task AppendAsync(IReadOnlyList<AuditedCommand> commands, CancellationToken cancellationToken)
    {
        if (Trouble is not null)
        {
            return Task.FromException(Trouble);
        }

        foreach (var command in commands)
        {
            Kept.Add(command);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<AuditedCommand>> ListAsync(DateTimeOffset? since, int limit, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<AuditedCommand>>([.. Kept]);

    public Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken) => Task.CompletedTask;
}
