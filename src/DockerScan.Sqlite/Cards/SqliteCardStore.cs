using Dapper;
using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Sqlite.Database;

namespace DockerScan.Sqlite.Cards;

/// <summary>The outbox of cards in the SQLite file of the scans.</summary>
internal sealed class SqliteCardStore(SqliteDatabase database) : ICardStore
{
    private const int KeepDays = 60;

    public Task KeepAsync(KeptCard card, string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken)
        => RunAsync(
            CardSql.Keep,
            new
            {
                id = card.Id, scan = card.Scan.Value, platform = card.Platform, place = card.Place, address = card.Address ?? string.Empty,
                joined = card.Joined ? 1 : 0, language = ReportLanguages.Tag(card.Language), kind = StoredNames.Of(card.Kind), owner, now = Ms(now), until = Ms(now + lease),
            },
            cancellationToken);

    public Task PostedAsync(string card, string address, CancellationToken cancellationToken)
        => RunAsync(CardSql.Posted, new { id = card, address }, cancellationToken);

    public Task ShownAsync(string card, int revision, DateTimeOffset now, CancellationToken cancellationToken)
        => RunAsync(CardSql.Shown, new { id = card, revision, now = Ms(now) }, cancellationToken);

    public Task<DueCard?> ClaimAsync(string platform, string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken)
        => database.RunAsync(
            connection => connection.QuerySingleOrDefault<CardRow>(
                CardSql.Claim, new { platform, owner, now = Ms(now), until = Ms(now + lease), farthest = Ms(now + (2 * lease)) })?.ToCard(),
            cancellationToken);

    public Task ReleaseAsync(string card, string owner, DateTimeOffset dueAt, bool isFailure, CancellationToken cancellationToken)
        => RunAsync(CardSql.Release, new { id = card, owner, dueAt = Ms(dueAt), failed = isFailure ? 1 : 0 }, cancellationToken);

    public Task RenewAsync(string owner, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken)
        => RunAsync(CardSql.Renew, new { owner, until = Ms(now + lease) }, cancellationToken);

    public Task<int> EndLeasesAsync(string owner, DateTimeOffset now, CancellationToken cancellationToken)
        => RunAsync(CardSql.EndLeases, new { owner, now = Ms(now) }, cancellationToken);

    public Task ForgetAsync(string card, CancellationToken cancellationToken) => RunAsync(CardSql.Forget, new { id = card }, cancellationToken);

    public Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
        => RunAsync(CardSql.Prune, new { before = Ms(now.AddDays(-KeepDays)) }, cancellationToken);

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private Task<int> RunAsync(string sql, object parameters, CancellationToken cancellationToken)
        => database.RunAsync(connection => connection.Execute(sql, parameters), cancellationToken);

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

        public DueCard ToCard() => new(
            new KeptCard(Id, ScanId.Parse(Scan), Platform, Place, Address.Length == 0 ? null : Address, Joined == 1, ReportLanguages.Parse(Language), Enum.Parse<CardKind>(Kind, ignoreCase: true)),
            Shown,
            ShownAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
            Failures);
    }
}
