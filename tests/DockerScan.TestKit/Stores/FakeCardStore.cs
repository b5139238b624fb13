using DockerScan.Core;
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

    public Task<Claim> KeepAsync(KeptCard card, string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        Kept.Add(card);
        return Trouble is null ? Task.FromResult(new Claim(card.Id, 1)) : Task.FromException<Claim>(Trouble);
    }

    public Task<DueCard?> FindAsync(string id, CancellationToken cancellationToken)
        => Task.FromResult(Kept.FirstOrDefault(card => card.Id == id) is { } card ? new DueCard(card, -1, null, 0) : null);

    public Task<LeaseAnswer> PostedAsync(Claim claim, string address, CancellationToken cancellationToken)
    {
        Posted.Add((claim.Item, address));
        return Task.FromResult(LeaseAnswer.Held);
    }

    public Task<LeaseAnswer> ShownAsync(Claim claim, int revision, CancellationToken cancellationToken)
    {
        Shown.Add((claim.Item, revision));
        return Task.FromResult(LeaseAnswer.Held);
    }

    public Task<Claimed<DueCard>?> ClaimAsync(ClaimWish wish, CancellationToken cancellationToken) => Task.FromResult<Claimed<DueCard>?>(null);

    /// <summary>Whether claims hold when they are read again.</summary>
    public LeaseAnswer Holds { get; set; } = LeaseAnswer.Held;

    /// <summary>How often one was.</summary>
    public int Renewals { get; private set; }

    public Task<LeaseAnswer> RenewAsync(Claim claim, TimeSpan lease, CancellationToken cancellationToken)
    {
        Renewals++;
        return Trouble is null ? Task.FromResult(Holds) : Task.FromException<LeaseAnswer>(Trouble);
    }

    public Task<LeaseAnswer> ReleaseAsync(Claim claim, TimeSpan after, bool isFailure, CancellationToken cancellationToken)
    {
        Released.Add((claim.Item, isFailure));
        return Task.FromResult(LeaseAnswer.Held);
    }

    public Task<int> EndLeasesAsync(string owner, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<LeaseAnswer> ForgetAsync(Claim claim, CancellationToken cancellationToken)
    {
        Forgotten.Add(claim.Item);
        return Task.FromResult(LeaseAnswer.Held);
    }

    public Task WantAsync(ScanId scan, int revision, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<int> RepairAsync(CancellationToken cancellationToken) => Task.FromResult(0);

    public Task RenewAllAsync(string owner, TimeSpan lease, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken) => Task.CompletedTask;
}
