using DockerScan.Core.Acceptances;
using DockerScan.Core.Stores;

namespace DockerScan.TestKit.Stores;

/// <summary>Acceptances in memory. It passes the contract that the stores pass.</summary>
public sealed class FakeAcceptanceStore : IAcceptanceStore
{
    private readonly Lock _lock = new();
    private readonly List<Acceptance> _kept = [];

    /// <summary>What every call ends in.</summary>
    public Exception? Trouble { get; set; }

    public Task AddAsync(Acceptance acceptance, CancellationToken cancellationToken)
        => Do(() =>
        {
            if (!_kept.Exists(one => one.Id == acceptance.Id))
            {
                _kept.Add(acceptance);
            }

            return true;
        });

    public Task<Acceptance?> FindAsync(string id, CancellationToken cancellationToken) => Do(() => _kept.Find(one => one.Id == id));

    public Task<bool> RemoveAsync(string id, AcceptanceRemoval removal, CancellationToken cancellationToken)
        => Do(() =>
        {
            var at = _kept.FindIndex(one => one.Id == id && one.Removal is null);
            if (at >= 0)
            {
                _kept[at] = _kept[at] with { Removal = removal };
            }

            return at >= 0;
        });

    public Task<IReadOnlyList<Acceptance>> ListAsync(DateTimeOffset since, CancellationToken cancellationToken) => ListAsync(one => !(one.EndsAt <= since));

    public Task<IReadOnlyList<Acceptance>> ListForAsync(string repository, DateTimeOffset since, CancellationToken cancellationToken)
        => ListAsync(one => !(one.EndsAt <= since) && (one.Repository == repository || RepositoryPattern.IsWild(one.Repository)));

    public Task<IReadOnlyList<Acceptance>> ListHistoryAsync(int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IAcceptanceStore.MaxListed);
        return ListAsync(_ => true, limit);
    }

    private Task<IReadOnlyList<Acceptance>> ListAsync(Predicate<Acceptance> filter, int limit = IAcceptanceStore.MaxInForce)
        => Do<IReadOnlyList<Acceptance>>(() => [.. _kept.FindAll(filter).AsEnumerable().Reverse().Take(limit)]);

    private Task<T> Do<T>(Func<T> work)
    {
        if (Trouble is not null)
        {
            return Task.FromException<T>(Trouble);
        }

        lock (_lock)
        {
            return Task.FromResult(work());
        }
    }
}
