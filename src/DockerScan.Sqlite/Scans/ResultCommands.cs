using Dapper;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Documents;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Scans;

/// <summary>Writes and reads whole results inside a transaction.</summary>
internal static class ResultCommands
{
    /// <summary>Inserts a result and its findings.</summary>
    public static void Insert(SqliteConnection connection, SqliteTransaction transaction, ResultRow row, IReadOnlyList<FindingRow> findings)
    {
        connection.Execute(ResultSql.Insert, row, transaction);
        connection.Execute(ResultSql.InsertFinding, findings, transaction);
    }

    /// <summary>Puts a newer revision in a result's place; false when the stored one is not the revision just before it.</summary>
    public static bool Amend(SqliteConnection connection, SqliteTransaction transaction, ResultRow row, IReadOnlyList<FindingRow> findings)
    {
        if (connection.Execute(ResultSql.Amend, row, transaction) == 0)
        {
            return false;
        }

        connection.Execute(ResultSql.DeleteFindings, new { row.ScanId }, transaction);
        connection.Execute(ResultSql.InsertFinding, findings, transaction);
        return true;
    }

    /// <summary>The one result that a query finds, findings included, or null.</summary>
    /// <exception cref="EngineException">Its record is damaged: a result with findings missing would look better than it is.</exception>
    public static ScanResult? Find(SqliteConnection connection, SqliteTransaction transaction, string sql, object parameters)
    {
        if (connection.QuerySingleOrDefault<ResultRow>(sql, parameters, transaction) is not { } row)
        {
            return null;
        }

        var what = $"scan {row.ScanId}";
        var findings = connection.Query<string>(ResultSql.Findings, new { row.ScanId }, transaction)
            .Select(document => StoreJson.Read(document, what, StoredResult.Finding))
            .ToList();
        return findings.Count == row.FindingCount
            ? StoreJson.Read(row.Document, what, StoredResult.Result) with { Findings = findings }
            : throw new EngineException(new ScanFailure(
                FailureKind.Internal, $"the store's record of {what} has {findings.Count} of {row.FindingCount} findings; scan again"));
    }
}
