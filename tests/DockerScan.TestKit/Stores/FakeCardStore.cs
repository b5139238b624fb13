using DockerScan.Core.Stores;

namespace DockerScan.TestKit.Stores;

/// <summary>Keeps what it was told. What an outbox must hold is proved by its contract tests, not here.</summary>
public sealed class FakeCardStore : ICardStore
{
    public IList<KeptCard> Kept { get; } = new LockedList<KeptCard>();

    public IList<(string Card, string Address)> Posted { get; } = new LockedList<(string Card, string Address)>();

    public IList<(string Card, int Revision)> Shown { get; } = new LockedList<(string Card, int Revision)>();

    public IList<(string Card, bool IsFailure)> Released { get; } = new LockedList<(string Card, bool IsFailure)>();

    public IList<string> Forgotten { get; } = new LockedList<string>();

    public Exception? Trouble { get; set; }

    public Task KeepAsync(KeptCard card, string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Kept.Add(card);
        return Trouble is null ? Task.CompletedTask : Task.FromException(Trouble);
    }

    public Task PostedAsync(string card, string address, CancellationToken cancellationToken)
    {
        Posted.Add((card, address));
        return Task.CompletedTask;
    }

    public Task ShownAsync(string card, int revision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Shown.Add((card, revision));
        return Task.CompletedTask;
    }

    public Task<DueCard?> ClaimAsync(string platform, string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken)
        => Task.FromResult<DueCard?>(null);

    public Task ReleaseAsync(string card, string owner, DateTimeOffset dueAt, bool isFailure, CancellationToken cancellationToken)
    {
        Released.Add((card, isFailure));
        return Task.CompletedTask;
    }

    public Task RenewAsync(string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<int> EndLeasesAsync(string owner, DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task ForgetAsync(string card, CancellationToken cancellationToken)
    {
        Forgotten.Add(card);
        return Task.CompletedTask;
    }

    public Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken) => Task.CompletedTask;
}
