using Dapper;
using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Sqlite.Cards;
using Microsoft.Data.Sqlite;

namespace DockerScan.Sqlite.Tests.Database;

/// <summary>A file of an older version is brought up to date, and what was in it stays.</summary>
public sealed class SqliteSchemaTests : IDisposable
{
    private const string CardOfSchema3 = """
        INSERT INTO scans (id, join_key, reference, request, state, created_at) VALUES ('scan000001', 'j', 'r', '{}', 'cancelled', 0);
        INSERT INTO cards (id, scan_id, platform, address, joined, due_at, created_at) VALUES ('card', 'scan000001', 'slack', 'C1/17.5', 0, 0, 0);
        """;

    private readonly TemporaryStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Migrate_CardFromBeforeLanguagesPlacesAndKinds_IsAnEnglishVerdictAndKeepsItsAddress()
    {
        MakeSchema(3, CardOfSchema3);

        await _store.CreateAsync(Token);

        var due = (await new SqliteCardStore(_store.Database()).ClaimAsync(new ClaimWish("worker", TimeSpan.FromMinutes(1)) { Lane = "slack" }, Token))?.Item.Card;
        Assert.Equal(("card", ReportLanguage.English, "C1/17.5", CardKind.Verdict), (due?.Id, due?.Language, due?.Address, due?.Kind));
    }

    private void MakeSchema(int version, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_store.Path)!);
        using var connection = new SqliteConnection($"Data Source={_store.Path};Pooling=False");
        connection.Open();
        OldSchema.Make(connection, version);
        connection.Execute(content);
    }
}
