using Dapper;
using DockerScan.Sqlite.Database;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Tests.Database;

/// <summary>The store as an older version made it: its own migrations and no later one.</summary>
internal static class OldSchema
{
    public static void Make(SqliteConnection connection, int version)
    {
        for (var number = 1; number <= version; number++)
        {
            using var stream = typeof(SqliteSchema).Assembly.GetManifestResourceStream(FormattableString.Invariant($"{number:D4}.sql"))!;
            connection.Execute(new StreamReader(stream).ReadToEnd());
        }

        connection.Execute(FormattableString.Invariant($"PRAGMA user_version = {version}"));
    }
}
