using DockerScan.Core.Stores;

namespace DockerScan.TestKit.Stores;

/// <summary>Keeps what it was told. What an outbox must hold is proved by its contract tests, not here.</summary>
public sealed class FakeCardStore : ICardStore
{
    private readonly Lock _lock = new();

    public IList<KeptCard> Kept { get; } = [];

    public IList<(string Card, string Address)> Posted { get; } = [];

    public IList<(string Card, int Revision)> Shown { get; } = [];

    public IList<(string Card, bool IsFailure)> Released { get; } = [];

    public IList<string> Forgotten { get; } = [];

    public Exception? Trouble { get; set; }

    public Task KeepAsync(KeptCard card, string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Add(Kept, card);
        return Trouble is null ? Task.CompletedTask : Task.FromException(Trouble);
    }

    public Task PostedAsync(string card, string address, CancellationToken cancellationToken)
    {
        Add(Posted, (card, address));
        return Task.CompletedTask;
    }

    public Task ShownAsync(string card, int revision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Add(Shown, (card, revision));
        return Task.CompletedTask;
    }

    public Task<DueCard?> ClaimAsync(string platform, string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken)
        => Task.FromResult<DueCard?>(null);

    public Task ReleaseAsync(string card, string owner, DateTimeOffset dueAt, bool isFailure, CancellationToken cancellationToken)
    {
        Add(Released, (card, isFailure));
        return Task.CompletedTask;
    }

    public Task RenewAsync(string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<int> EndLeasesAsync(string owner, DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task ForgetAsync(string card, CancellationToken cancellationToken)
    {
        Add(Forgotten, card);
        return Task.CompletedTask;
    }

    public Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken) => Task.CompletedTask;

    // Cards are followed side by side.
    private void Add<T>(IList<T> list, T item)
    {
        lock (_lock)
        {
            list.Add(item);
        }
    }
}
