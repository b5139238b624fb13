using Dapper;
using DockerScan.Core;
using DockerScan.Core.Stores.Copying;
using DockerScan.Documents;
using DockerScan.Sqlite.Scans;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Copying;

/// <summary>Records as rows. Most are one row with the same names; scans and quotas are several.</summary>
internal static class CopyRows
{
    private const long Day = 86_400_000;

    public static IEnumerable<StoreRecord> Read(SqliteConnection connection, RecordKind kind) => kind switch
    {
        RecordKind.Scan => Scans(connection),
        RecordKind.Card => Rows<CardRecord>(connection, kind),
        RecordKind.Reputation => Rows<ReputationRecord>(connection, kind),
        RecordKind.Lookup => Rows<LookupRecord>(connection, kind),
        RecordKind.IndicatorScan => Rows<IndicatorScanRecord>(connection, kind),
        RecordKind.StaleResult => Rows<StaleResultRecord>(connection, kind),
        RecordKind.Quota => Quotas(connection),
        RecordKind.Watch => Rows<WatchRecord>(connection, kind),
        RecordKind.WatchTarget => Rows<WatchTargetRecord>(connection, kind),
        RecordKind.WatchRun => Rows<WatchRunRecord>(connection, kind),
        RecordKind.SeenDigest => Rows<SeenDigestRecord>(connection, kind),
        RecordKind.AlertBook => Rows<AlertBookRecord>(connection, kind),
        RecordKind.Alert => Rows<AlertRecord>(connection, kind),
        RecordKind.Acceptance => Rows<AcceptanceRecord>(connection, kind),
        RecordKind.AuditedCommand => Rows<AuditRecord>(connection, kind),
        RecordKind.AuditChain => Rows<AuditChainRecord>(connection, kind),
        RecordKind.SeenRequest => Rows<SeenRequestRecord>(connection, kind),
    };

    public static void Write(SqliteConnection connection, SqliteTransaction transaction, StoreRecord record)
    {
        switch (record)
        {
            case ScanRecord scan:
                Write(connection, transaction, scan);
                break;
            case QuotaRecord quota:
                Write(connection, transaction, quota);
                break;
            default:
                connection.Execute(CopySql.Write(record.Kind), (object)record, transaction);
                break;
        }
    }

    // One by one: a million rows are never in hand at once.
    private static IEnumerable<T> Rows<T>(SqliteConnection connection, RecordKind kind)
        where T : StoreRecord
        => connection.Query<T>(CopySql.Read(kind), buffered: false);

    private static IEnumerable<ScanRecord> Scans(SqliteConnection connection)
    {
        var rows = connection.Query<ScanRecord, long?, (ScanRecord Scan, long? Findings)>(
            CopySql.Read(RecordKind.Scan), (scan, findings) => (scan, findings), splitOn: "FindingCount", buffered: false);
        foreach (var (scan, expected) in rows)
        {
            List<string> findings = scan.ResultDocument is null ? [] : connection.Query<string>(CopySql.Findings, new { id = scan.Id }).AsList();
            if (findings.Count != (expected ?? 0))
            {
                throw new EngineException(new ScanFailure(
                    FailureKind.Internal, $"the store's record of scan {scan.Id} has {findings.Count} of {expected} findings, and a damaged store is not copied; bring back a backup"));
            }

            yield return scan with { Findings = findings };
        }
    }

    private static IEnumerable<QuotaRecord> Quotas(SqliteConnection connection)
        => Rows<QuotaRecord>(connection, RecordKind.Quota).Select(account => account with
        {
            Days = [.. connection.Query<(long Day, long Uses)>(CopySql.Days, new { account = account.Account }).Select(day => new QuotaDay(day.Day, day.Uses))],
            Minute = connection.Query<long>(CopySql.Minute, new { account = account.Account }).AsList(),
        });

    private static void Write(SqliteConnection connection, SqliteTransaction transaction, ScanRecord scan)
    {
        var what = $"scan {scan.Id}";
        var request = StoreJson.Read(scan.Request, what, StoredScan.Request);
        connection.Execute(
            CopySql.Scan,
            new
            {
                scan.Id, request.JoinKey, Reference = request.Reference.ToString(), scan.Request, scan.State, scan.CreatedAt, scan.Attempts, scan.Failures, scan.Dead, scan.Fence,
                scan.Priority, scan.Turn, scan.Asker, scan.DueAt, scan.StopWanted, scan.Progress, scan.ResultId,
            },
            transaction);
        if (scan.ResultDocument is { } document)
        {
            var result = StoreJson.Read(document, what, StoredResult.Result) with { Findings = [.. scan.Findings.Select(finding => StoreJson.Read(finding, what, StoredResult.Finding))] };
            // The letters of the source, so that nothing of them is lost.
            var row = ResultRow.From(result, document, scan.ResultRevision ?? 0);
            ResultCommands.Insert(connection, transaction, row, [.. FindingRow.From(result).Select((finding, ordinal) => finding with { Document = scan.Findings[ordinal] })]);
        }
    }

    private static void Write(SqliteConnection connection, SqliteTransaction transaction, QuotaRecord quota)
    {
        connection.Execute(CopySql.Account, quota, transaction);
        var known = quota.Minute.ToLookup(at => at / Day);
        foreach (var (day, uses) in quota.Days)
        {
            var times = known[day].Take((int)uses).ToList();
            var rows = times.Concat(Enumerable.Repeat(0L, (int)uses - times.Count)).Select(at => new { account = quota.Account, at, day });
            connection.Execute(CopySql.Use, rows, transaction);
        }
    }
}
