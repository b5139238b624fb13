using Dapper;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Documents;
using DockerScan.Sqlite.Database;

namespace DockerScan.Sqlite.Scans;

/// <summary>The list of scans, along the index of their times.</summary>
internal sealed class SqliteScanList(SqliteDatabase database) : IScanList
{
    // Findings are in rows of their own, so that a document is small.
    private const string Sql = """
        SELECT scans.id AS Id, scans.reference AS Reference, scans.state AS State, scans.created_at AS CreatedAt, scans.result_id AS ResultId,
          results.platform AS Platform, results.verdict AS Verdict, json_extract(results.document, '$.atLeast') AS AtLeast, results.complete AS Complete,
          results.finding_count AS Findings, results.finished_at AS FinishedAt
        FROM scans INDEXED BY scans_newest LEFT JOIN results ON results.scan_id = scans.result_id
        WHERE (@text IS NULL OR instr(lower(scans.reference), lower(@text)) > 0) AND (@reference IS NULL OR scans.reference = @reference)
          AND (@state IS NULL OR scans.state = @state) AND (@verdict IS NULL OR (results.verdict = @verdict AND scans.result_id = scans.id))
        ORDER BY scans.created_at DESC, scans.seq DESC LIMIT @take OFFSET @skip
        """;

    public Task<IReadOnlyList<ListedScan>> ListAsync(ScanListQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var parameters = new
        {
            text = query.Text, reference = query.Reference, take = Math.Clamp(query.Take, 0, ScanListQuery.MaxTaken), skip = Math.Max(0, query.Skip),
            state = query.State is { } state ? StoredNames.Of(state) : null, verdict = query.Verdict is { } verdict ? StoredNames.Of(verdict) : null,
        };
        return database.RunAsync<IReadOnlyList<ListedScan>>(connection => [.. connection.Query<Row>(Sql, parameters).Select(row => row.ToListed())], cancellationToken);
    }

    private sealed class Row
    {
        public required string Id { get; init; }

        public required string Reference { get; init; }

        public required string State { get; init; }

        public long CreatedAt { get; init; }

        public string? ResultId { get; init; }

        public string? Platform { get; init; }

        public string? Verdict { get; init; }

        public string? AtLeast { get; init; }

        public long? Complete { get; init; }

        public long? Findings { get; init; }

        public long? FinishedAt { get; init; }

        public ListedScan ToListed() => new(
            ScanId.Parse(Id), Reference, Enum.Parse<ScanState>(State, ignoreCase: true), DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt), ResultId is null ? null : ToResult());

        private ListedResult ToResult() => new(
            ScanId.Parse(ResultId!), Platform!, Enum.Parse<Verdict>(Verdict!, ignoreCase: true), Enum.Parse<Verdict>(AtLeast!, ignoreCase: true), Complete == 1, (int)Findings!.Value,
            DateTimeOffset.FromUnixTimeMilliseconds(FinishedAt!.Value));
    }
}
