using Dapper;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Reputations;

/// <summary>Brings answers, which were written with their look-up's end, to where they are looked for, and marks the results that they change as stale.</summary>
internal static class AnswerRelay
{
    /// <summary>All that wait, in a transaction; returns how many.</summary>
    public static int Bring(SqliteConnection connection, SqliteTransaction transaction)
    {
        var answers = connection.Query<AnswerRow>(ReputationSql.FindAnswered, transaction: transaction).AsList();
        foreach (var answer in answers)
        {
            var before = connection.QuerySingleOrDefault<string>(ReputationSql.FindBefore, answer, transaction);
            connection.Execute(ReputationSql.Keep, answer, transaction);
            connection.Execute(
                ReputationSql.MarkStale, new { answer.Kind, answer.Value, changed = before is not null && before != answer.Reputation ? 1 : 0 }, transaction);
            connection.Execute(ReputationSql.StopWaiting, answer, transaction);
            connection.Execute(ReputationSql.Brought, answer, transaction);
        }

        return answers.Count;
    }

    private sealed class AnswerRow
    {
        public long Seq { get; init; }

        public required string Kind { get; init; }

        public required string Value { get; init; }

        public required string Document { get; init; }

        public required string Reputation { get; init; }

        public long CheckedAt { get; init; }

        public long Now { get; init; }
    }
}
