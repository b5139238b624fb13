using Dapper;
using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Reputations;

/// <summary>Counts requests in any 60 seconds and in a day of UTC, inside a transaction that holds the write lock.</summary>
internal static class QuotaLedger
{
    private const long Minute = 60_000;
    private const long Day = 86_400_000;

    public static QuotaTake TryTake(
        SqliteConnection connection, SqliteTransaction transaction, string account, QuotaLimits limits, bool isInteractive, long now)
    {
        var today = now / Day;
        connection.Execute(QuotaSql.Redate, new { account, now, today, farthest = now + Day + Minute }, transaction);
        if (connection.QuerySingleOrDefault<BlockRow>(QuotaSql.FindBlock, new { account, now }, transaction) is { } block)
        {
            return Wait(block.Until);
        }

        var daily = isInteractive ? limits.PerDay : limits.PerDay - limits.InteractiveReserve;
        if (connection.ExecuteScalar<int>(QuotaSql.CountDay, new { account, today }, transaction) >= daily)
        {
            return Wait((today + 1) * Day);
        }

        // The minute's both ends count, so that no 60 seconds hold one too many.
        var since = now - Minute;
        if (connection.ExecuteScalar<long?>(QuotaSql.FindFreeing, new { account, since, perMinute = limits.PerMinute }, transaction) is { } freeing)
        {
            return Wait(freeing + Minute + 1);
        }

        connection.Execute(QuotaSql.Take, new { account, now, today }, transaction);
        return new QuotaTake(RetryAt: null);
    }

    public static QuotaState Read(SqliteConnection connection, SqliteTransaction transaction, string account, long now)
    {
        var block = connection.QuerySingleOrDefault<BlockRow>(QuotaSql.FindBlock, new { account, now }, transaction);
        return new QuotaState(
            connection.ExecuteScalar<int>(QuotaSql.CountMinute, new { account, since = now - Minute }, transaction),
            connection.ExecuteScalar<int>(QuotaSql.CountDay, new { account, today = now / Day }, transaction),
            block is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(block.Until),
            block?.Reason,
            connection.ExecuteScalar<int>(QuotaSql.CountWaiting, transaction: transaction));
    }

    private static QuotaTake Wait(long until) => new(DateTimeOffset.FromUnixTimeMilliseconds(until));

    private sealed class BlockRow
    {
        public long Until { get; init; }

        public string? Reason { get; init; }
    }
}
