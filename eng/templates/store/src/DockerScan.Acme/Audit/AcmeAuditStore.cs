using DockerScan.Core.Stores;

namespace DockerScan.Acme.Audit;

/// <summary>The smallest of the ports, and the first to pass its contract. IScanStore, ICardStore, IReputationStore and IReplayStore have folders of their own beside it.</summary>
internal sealed class AcmeAuditStore(AcmeDatabase database) : IAuditStore
{
    private const int MaxListed = 1000;
    private const int MaxKept = 100_000;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(180);

    public Task AppendAsync(IReadOnlyList<AuditedCommand> commands, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            database.Commands.AddRange(commands);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<AuditedCommand>> ListAsync(DateTimeOffset? since, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxListed);
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<AuditedCommand>>([.. database.Commands.Where(each => since is null || each.At >= since).OrderByDescending(each => each.At).Take(limit)]);
        }
    }

    public Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            database.Commands.RemoveAll(each => each.At < now - Kept);
            database.Commands.RemoveRange(0, Math.Max(0, database.Commands.Count - MaxKept));
        }

        return Task.CompletedTask;
    }
}
