using Dapper;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Stores;
using DockerScan.Documents;
using DockerScan.Sqlite.Database;

namespace DockerScan.Sqlite.Scans;

/// <summary>The results of all images at once, along the indexes of what their findings are called.</summary>
internal sealed class SqliteResultIndex(SqliteDatabase database) : IResultIndex
{
    private const string Newer = "newer.reference = results.reference AND newer.platform = results.platform AND newer.complete = 1 AND (newer.finished_at, newer.seq) > (results.finished_at, results.seq)";
    private const string NewerIsNamed = "EXISTS (SELECT 1 FROM scans WHERE scans.id = newer.scan_id AND scans.result_id = newer.scan_id)";

    // As the indexes have them, letter by letter: else every row is read.
    private const string IdOf = "CASE WHEN json_valid(findings.document) THEN json_extract(findings.document, '$.details.id') END";
    private const string PackageOf = "CASE WHEN json_valid(findings.document) THEN json_extract(findings.document, '$.details.target') END";
    private const string ChainOf = "CASE WHEN json_valid(document) THEN json_extract(document, '$.image.chain') END";

    private const string FindSql = $"""
        SELECT results.scan_id AS Scan, results.reference AS Reference, results.platform AS Platform, results.finished_at AS FinishedAt, findings.document AS Document
        FROM findings JOIN results ON results.scan_id = findings.scan_id
        WHERE ({IdOf} IN @texts OR {PackageOf} IN @texts) AND {ResultSql.Named}
          AND NOT EXISTS (SELECT 1 FROM results newer WHERE {Newer} AND {NewerIsNamed})
        ORDER BY results.finished_at DESC, results.seq DESC, findings.ordinal LIMIT @take OFFSET @skip
        """;

    private const string ImageSql = $"""
        SELECT {ChainOf} AS Chain, reference AS Reference FROM results
        WHERE {ChainOf} IN @chains AND {ResultSql.Named}
        ORDER BY finished_at DESC, seq DESC
        """;

    // Along results_newest: ':' and '@' end a repository's name, and ';' and 'A' come next.
    private const string NewestSql = $"""
        SELECT scan_id AS Scan, reference AS Reference, {ChainOf} AS Chain, complete AS Complete FROM results
        WHERE ((reference >= @repository || ':' AND reference < @repository || ';') OR (reference >= @repository || '@' AND reference < @repository || 'A'))
          AND platform = @platform AND {ResultSql.Named}
          AND NOT EXISTS (SELECT 1 FROM results newer WHERE newer.reference = results.reference AND newer.platform = results.platform
            AND (newer.finished_at, newer.seq) > (results.finished_at, results.seq) AND {NewerIsNamed})
        ORDER BY finished_at DESC, seq DESC LIMIT @most
        """;

    public Task<IReadOnlyList<FoundFinding>> FindAsync(FindingSearch search, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        var parameters = new { texts = search.Spellings, take = Math.Clamp(search.Take, 0, FindingSearch.MaxTaken), skip = Math.Max(0, search.Skip) };
        return database.RunAsync<IReadOnlyList<FoundFinding>>(connection => [.. connection.Query<Row>(FindSql, parameters).Select(row => row.ToFound())], cancellationToken);
    }

    public async Task<(string Chain, ImageReference Image)?> FindImageAsync(IReadOnlyList<string> chains, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chains);
        if (chains.Count == 0)
        {
            return null;
        }

        var found = await database.RunAsync<IReadOnlyList<(string Chain, string Reference)>>(
            connection => [.. connection.Query<(string Chain, string Reference)>(ImageSql, new { chains = chains.Take(LayerChain.MaxLayers) })], cancellationToken);
        foreach (var chain in chains)
        {
            if (found.FirstOrDefault(row => row.Chain == chain) is { Reference: { } name } && ImageReference.TryParse(name, out var reference, out _))
            {
                return (chain, reference);
            }
        }

        return null;
    }

    public Task<IReadOnlyList<NewestResult>> ListNewestAsync(string repository, ImagePlatform platform, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(platform);
        return database.RunAsync<IReadOnlyList<NewestResult>>(
            connection => [.. connection.Query<NewestRow>(NewestSql, new { repository, platform = platform.ToString(), most = NewestResult.Most })
                .Where(row => ImageReference.TryParse(row.Reference, out _, out _)).Select(row => new NewestResult(ScanId.Parse(row.Scan), ImageReference.Parse(row.Reference), row.Chain, row.Complete != 0))],
            cancellationToken);
    }

    private sealed class NewestRow
    {
        public required string Scan { get; init; }

        public required string Reference { get; init; }

        public string? Chain { get; init; }

        public long Complete { get; init; }
    }

    private sealed class Row
    {
        public required string Scan { get; init; }

        public required string Reference { get; init; }

        public required string Platform { get; init; }

        public long FinishedAt { get; init; }

        public required string Document { get; init; }

        public FoundFinding ToFound() => new(
            ScanId.Parse(Scan), Reference, Platform, DateTimeOffset.FromUnixTimeMilliseconds(FinishedAt), StoreJson.Read(Document, $"scan {Scan}", StoredResult.Finding));
    }
}
