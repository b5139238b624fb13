using DockerScan.Core.Scans;
using DockerScan.Documents;

namespace DockerScan.Sqlite.Scans;

/// <summary>A row of <c>results</c>: a result without its findings, which have rows of their own.</summary>
internal sealed class ResultRow
{
    /// <summary>The columns that are read, named as the properties.</summary>
    public const string Columns = "scan_id AS ScanId, finding_count AS FindingCount, document AS Document";

    public required string ScanId { get; init; }

    public string Reference { get; init; } = string.Empty;

    public string Platform { get; init; } = string.Empty;

    public string Verdict { get; init; } = string.Empty;

    public bool Complete { get; init; }

    public string? ReuseKey { get; init; }

    public long FinishedAt { get; init; }

    public int FindingCount { get; init; }

    public int Revision { get; init; }

    public required string Document { get; init; }

    public long Attempt { get; init; }

    public static ResultRow From(ScanResult result, long attempt = 0) => new()
    {
        ScanId = result.Id.Value,
        Reference = result.Reference.ToString(),
        Platform = result.Platform.ToString(),
        Verdict = StoredNames.Of(result.Verdict),
        Complete = result.Complete,
        ReuseKey = result.ReuseKey,
        FinishedAt = result.FinishedAt.ToUnixTimeMilliseconds(),
        FindingCount = result.Findings.Count,
        Revision = result.Revision,
        Document = StoreJson.Write(result with { Findings = [] }),
        Attempt = attempt,
    };

    /// <summary>Of a result whose JSON is there already, as another store had it.</summary>
    public static ResultRow From(ScanResult result, string document, long revision) => new()
    {
        ScanId = result.Id.Value, Reference = result.Reference.ToString(), Platform = result.Platform.ToString(), Verdict = StoredNames.Of(result.Verdict),
        Complete = result.Complete, ReuseKey = result.ReuseKey, FinishedAt = result.FinishedAt.ToUnixTimeMilliseconds(), FindingCount = result.Findings.Count,
        Revision = (int)revision, Document = document,
    };
}
