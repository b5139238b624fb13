using Dapper;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Stores;
using DockerScan.Documents;
using DockerScan.Sqlite.Database;

namespace DockerScan.Sqlite.Acceptances;

/// <summary>Acceptances in the SQLite file of the scans.</summary>
internal sealed class SqliteAcceptanceStore(SqliteDatabase database) : IAcceptanceStore
{
    private const string Row = "SELECT id AS Id, document AS Document, removal AS Removal FROM acceptances";

    private const string Add = """
        INSERT INTO acceptances (id, repository, ends_at, document, removal) VALUES (@id, @repository, @ends, @document, @removal) ON CONFLICT (id) DO NOTHING
        """;

    private const string Find = $"{Row} WHERE id = @id";

    // One that ended by its date before stays so.
    private const string Remove = "UPDATE acceptances SET removal = @removal, ends_at = min(ends_at, @at) WHERE id = @id AND removal IS NULL";

    private const string List = $"{Row} WHERE ends_at > @since ORDER BY seq DESC LIMIT @limit";

    private const string ListFor = $"{Row} WHERE repository IN (@repository, '') AND ends_at > @since ORDER BY seq DESC LIMIT @limit";

    private const string ListHistory = $"{Row} ORDER BY seq DESC LIMIT @limit";

    public Task AddAsync(Acceptance acceptance, CancellationToken cancellationToken)
    {
        var row = new
        {
            id = acceptance.Id, repository = RepositoryPattern.IsWild(acceptance.Repository) ? string.Empty : acceptance.Repository,
            ends = acceptance.EndsAt?.ToUnixTimeMilliseconds() ?? long.MaxValue, document = StoreJson.Write(acceptance with { Removal = null }),
            removal = acceptance.Removal is { } removal ? StoreJson.Write(removal) : null,
        };
        return database.RunAsync(connection => connection.Execute(Add, row), cancellationToken);
    }

    public async Task<Acceptance?> FindAsync(string id, CancellationToken cancellationToken)
        => (await QueryAsync(Find, new { id }, cancellationToken)).SingleOrDefault();

    public Task<bool> RemoveAsync(string id, AcceptanceRemoval removal, CancellationToken cancellationToken)
        => database.RunAsync(
            connection => connection.Execute(Remove, new { id, removal = StoreJson.Write(removal), at = removal.At.ToUnixTimeMilliseconds() }) > 0, cancellationToken);

    public Task<IReadOnlyList<Acceptance>> ListAsync(DateTimeOffset since, CancellationToken cancellationToken)
        => QueryAsync(List, new { since = since.ToUnixTimeMilliseconds(), limit = IAcceptanceStore.MaxInForce }, cancellationToken);

    public Task<IReadOnlyList<Acceptance>> ListForAsync(string repository, DateTimeOffset since, CancellationToken cancellationToken)
        => QueryAsync(ListFor, new { repository, since = since.ToUnixTimeMilliseconds(), limit = IAcceptanceStore.MaxInForce }, cancellationToken);

    public Task<IReadOnlyList<Acceptance>> ListHistoryAsync(int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IAcceptanceStore.MaxListed);
        return QueryAsync(ListHistory, new { limit }, cancellationToken);
    }

    private Task<IReadOnlyList<Acceptance>> QueryAsync(string sql, object parameters, CancellationToken cancellationToken)
        => database.RunAsync<IReadOnlyList<Acceptance>>(connection => [.. connection.Query<AcceptanceRow>(sql, parameters).Select(row => row.ToAcceptance())], cancellationToken);

    private sealed class AcceptanceRow
    {
        public required string Id { get; init; }

        public required string Document { get; init; }

        public string? Removal { get; init; }

        public Acceptance ToAcceptance()
        {
            var acceptance = StoreJson.Read(Document, $"acceptance {Id}", StoredAcceptance.Acceptance);
            return Removal is null ? acceptance : acceptance with { Removal = StoreJson.Read(Removal, $"acceptance {Id}", StoredAcceptance.Removal) };
        }
    }
}
