using Dapper;
using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Documents;
using DockerScan.Sqlite.Database;

namespace DockerScan.Sqlite.Cards;

/// <summary>The outbox of cards in the SQLite file of the scans.</summary>
internal sealed class SqliteCardStore(SqliteDatabase database) : ICardStore
{
    private const int KeepDays = 60;

    public async Task<Claim> KeepAsync(KeptCard card, string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        await RunAsync(
            CardSql.Keep,
            new
            {
                id = card.Id, scan = card.Scan.Value, platform = card.Platform, place = card.Place, address = card.Address ?? string.Empty,
                joined = card.Joined ? 1 : 0, language = ReportLanguages.Tag(card.Language), kind = StoredNames.Of(card.Kind), owner, lease = Ms(lease),
                wanted = card.Kind == CardKind.Verdict ? -1 : 0,
            },
            cancellationToken);
        return new Claim(card.Id, 1);
    }

    public Task<DueCard?> FindAsync(string id, CancellationToken cancellationToken)
        => database.RunAsync(connection => connection.QuerySingleOrDefault<CardRow>(CardSql.Find, new { id })?.ToClaimed().Item, cancellationToken);

    public Task<LeaseAnswer> PostedAsync(Claim claim, string address, CancellationToken cancellationToken)
        => ChangeAsync(CardSql.Posted, new { item = claim.Item, fence = claim.Fence, address }, cancellationToken);

    public Task<LeaseAnswer> ShownAsync(Claim claim, int revision, CancellationToken cancellationToken)
        => ChangeAsync(CardSql.Shown, new { item = claim.Item, fence = claim.Fence, revision }, cancellationToken);

    public Task<Claimed<DueCard>?> ClaimAsync(ClaimWish wish, CancellationToken cancellationToken)
        => database.RunAsync(
            connection => connection.QuerySingleOrDefault<CardRow>(
                CardSql.Claim, new { lane = wish.Lane, owner = wish.Owner, only = wish.Only, lease = Ms(wish.Lease) })?.ToClaimed(),
            cancellationToken);

    public Task<LeaseAnswer> RenewAsync(Claim claim, TimeSpan lease, CancellationToken cancellationToken)
        => ChangeAsync(CardSql.Renew, new { item = claim.Item, fence = claim.Fence, lease = Ms(lease) }, cancellationToken);

    public Task<LeaseAnswer> ReleaseAsync(Claim claim, TimeSpan after, bool isFailure, CancellationToken cancellationToken)
        => ChangeAsync(CardSql.Release, new { item = claim.Item, fence = claim.Fence, after = Ms(after), failed = isFailure ? 1 : 0 }, cancellationToken);

    public Task<int> EndLeasesAsync(string owner, CancellationToken cancellationToken) => RunAsync(CardSql.EndLeases, new { owner }, cancellationToken);

    public Task<LeaseAnswer> ForgetAsync(Claim claim, CancellationToken cancellationToken)
        => ChangeAsync(CardSql.Forget, new { item = claim.Item, fence = claim.Fence }, cancellationToken);

    public Task WantAsync(ScanId scan, int revision, CancellationToken cancellationToken)
        => RunAsync(CardSql.Want, new { scan = scan.Value, revision }, cancellationToken);

    public Task<int> RepairAsync(CancellationToken cancellationToken) => RunAsync(CardSql.Repair, new { }, cancellationToken);

    public Task RenewAllAsync(string owner, TimeSpan lease, CancellationToken cancellationToken)
        => RunAsync(CardSql.RenewAll, new { owner, lease = Ms(lease) }, cancellationToken);

    public Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
        => RunAsync(CardSql.Prune, new { before = now.AddDays(-KeepDays).ToUnixTimeMilliseconds() }, cancellationToken);

    private static long Ms(TimeSpan time) => Math.Max(0, (long)time.TotalMilliseconds);

    private Task<int> RunAsync(string sql, object parameters, CancellationToken cancellationToken)
        => database.RunAsync(connection => connection.Execute(sql, parameters), cancellationToken);

    private async Task<LeaseAnswer> ChangeAsync(string sql, object parameters, CancellationToken cancellationToken)
        => await RunAsync(sql, parameters, cancellationToken) > 0 ? LeaseAnswer.Held : LeaseAnswer.Stale;

    private sealed class CardRow
    {
        public required string Id { get; init; }

        public required string Scan { get; init; }

        public required string Platform { get; init; }

        public required string Place { get; init; }

        public required string Address { get; init; }

        public long Joined { get; init; }

        public required string Language { get; init; }

        public required string Kind { get; init; }

        public int Shown { get; init; }

        public long? ShownAt { get; init; }

        public int Failures { get; init; }

        public long Fence { get; init; }

        public Claimed<DueCard> ToClaimed() => new(
            new DueCard(
                new KeptCard(Id, ScanId.Parse(Scan), Platform, Place, Address.Length == 0 ? null : Address, Joined == 1, ReportLanguages.Parse(Language), Enum.Parse<CardKind>(Kind, ignoreCase: true)),
                Shown,
                ShownAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
                Failures),
            new Claim(Id, Fence));
    }
}
