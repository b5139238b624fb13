using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Documents;

namespace DockerScan.Sqlite.Scans;

/// <summary>A row of <c>findings</c>.</summary>
internal sealed record FindingRow(
    string ScanId, int Ordinal, string Key, string CheckId, string Risk, string Severity, string State, string Document)
{
    /// <summary>The parameters of <see cref="ResultSql.InsertFinding"/>.</summary>
    public static readonly string[] Columns = ["@ScanId", "@Ordinal", "@Key", "@CheckId", "@Risk", "@Severity", "@State", "@Document"];

    /// <summary>Its values, in the order of <see cref="Columns"/>.</summary>
    public object[] Values() => [ScanId, Ordinal, Key, CheckId, Risk, Severity, State, Document];

    public static IEnumerable<FindingRow> From(ScanResult result)
        => result.Findings.Select((finding, ordinal) => From(result.Id, ordinal, finding));

    private static FindingRow From(ScanId scan, int ordinal, Finding finding) => new(
        scan.Value,
        ordinal,
        finding.Key,
        finding.Details.Check,
        StoredNames.Of(finding.Risk),
        StoredNames.Of(finding.Details.Severity),
        StoredNames.Of(finding.State),
        StoreJson.Write(finding));
}
