using Dapper;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Documents;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Scans;

/// <summary>Writes and reads whole results inside a transaction.</summary>
internal static class ResultCommands
{
    // As many are looked at whenever the store is opened.
    private const int MaxWritten = 1_000;

    /// <summary>Inserts a result and its findings.</summary>
    public static void Insert(SqliteConnection connection, SqliteTransaction transaction, ResultRow row, IReadOnlyList<FindingRow> findings)
    {
        connection.Execute(ResultSql.Insert, row, transaction);
        InsertFindings(connection, transaction, findings);
    }

    /// <summary>Writes a result that nobody finds until its scan names it; false, and nothing is written, when its claim is stale.</summary>
    public static bool Write(SqliteConnection connection, SqliteTransaction transaction, ResultRow row, IReadOnlyList<FindingRow> findings)
        => Replace(connection, transaction, WrittenSql.Write, row, findings);

    /// <summary>Takes away what was written and that no scan will name: its worker died, or lost the scan, in between.</summary>
    public static void Sweep(SqliteConnection connection)
    {
        var (lost, written) = connection.QuerySingle<(int Lost, int Written)>(WrittenSql.CountWritten);
        if (lost > 0 || written > MaxWritten)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            connection.Execute(WrittenSql.Sweep, transaction: transaction);
            transaction.Commit();
        }
    }

    /// <summary>Puts a newer revision in a result's place; false when the stored one is not the revision just before it.</summary>
    public static bool Amend(SqliteConnection connection, SqliteTransaction transaction, ResultRow row, IReadOnlyList<FindingRow> findings)
        => Replace(connection, transaction, ResultSql.Amend, row, findings);

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

    private static bool Replace(SqliteConnection connection, SqliteTransaction transaction, string sql, ResultRow row, IReadOnlyList<FindingRow> findings)
    {
        if (connection.Execute(sql, row, transaction) == 0)
        {
            return false;
        }

        connection.Execute(ResultSql.DeleteFindings, new { row.ScanId }, transaction);
        InsertFindings(connection, transaction, findings);
        return true;
    }

    // One prepared statement for all: a result may have thousands.
    private static void InsertFindings(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<FindingRow> findings)
    {
        using var insert = connection.CreateCommand();
        (insert.CommandText, insert.Transaction) = (ResultSql.InsertFinding, transaction);
        var values = Array.ConvertAll(FindingRow.Columns, column => insert.Parameters.Add(new SqliteParameter { ParameterName = column }));
        insert.Prepare();
        foreach (var finding in findings)
        {
            var row = finding.Values();
            for (var column = 0; column < row.Length; column++)
            {
                values[column].Value = row[column];
            }

            insert.ExecuteNonQuery();
        }
    }
}
