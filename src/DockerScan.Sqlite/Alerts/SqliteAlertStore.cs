using Dapper;
using DockerScan.Core;
using DockerScan.Core.Alerts;
using DockerScan.Core.Stores;
using DockerScan.Documents;
using DockerScan.Sqlite.Database;

namespace DockerScan.Sqlite.Alerts;

/// <summary>What watches have told, in the SQLite file of the scans.</summary>
internal sealed class SqliteAlertStore(SqliteDatabase database) : IAlertStore
{
    private const int KeepDays = 60;

    public Task<AlertBook> ReadAsync(string watch, CancellationToken cancellationToken)
        => database.RunAsync(
            connection => connection.QuerySingleOrDefault<string>(AlertSql.ReadBook, new { watch }) is { } document
                ? StoreJson.Read(document, $"what watch {watch} has told", StoredAlert.Book) : new AlertBook { WatchId = watch },
            cancellationToken);

    public Task<bool> KeepAsync(AlertBook book, IReadOnlyList<Alert> alerts, CancellationToken cancellationToken)
    {
        var kept = new { watch = book.WatchId, revision = book.Revision, document = StoreJson.Write(book with { Revision = book.Revision + 1 }) };
        var rows = alerts.Select(Row).ToList();
        return database.WriteAsync(
            (connection, transaction) =>
            {
                if (connection.Execute(book.Revision == 0 ? AlertSql.AddBook : AlertSql.SaveBook, kept, transaction) == 0)
                {
                    return false;
                }

                connection.Execute(AlertSql.Put, rows, transaction);
                return true;
            },
            cancellationToken);
    }

    public async Task<bool> PutAsync(Alert alert, CancellationToken cancellationToken) => await RunAsync(AlertSql.Put, Row(alert), cancellationToken) > 0;

    public Task<Alert?> FindAsync(ScanId id, CancellationToken cancellationToken)
        => database.RunAsync(connection => connection.QuerySingleOrDefault<string>(AlertSql.Find, new { id = id.Value }) is { } document ? Read(document) : null, cancellationToken);

    public Task<IReadOnlyList<OwedAlert>> ListOwedAsync(int most, TimeSpan gather, CancellationToken cancellationToken)
        => database.RunAsync<IReadOnlyList<OwedAlert>>(
            connection => [.. connection.Query<OwedRow>(AlertSql.ListOwed, new { most, gather = (long)gather.TotalMilliseconds })
                .Select(row => new OwedAlert(Read(row.Document), row.Relayed))],
            cancellationToken);

    public Task RelayedAsync(ScanId id, int revision, CancellationToken cancellationToken) => RunAsync(AlertSql.Relayed, new { id = id.Value, revision }, cancellationToken);

    public Task<IReadOnlyList<Alert>> ListByDatabaseAsync(string data, CancellationToken cancellationToken)
        => database.RunAsync<IReadOnlyList<Alert>>(
            connection => [.. connection.Query<string>(AlertSql.ListByDatabase, new { data }).Select(Read)], cancellationToken);

    public Task<IReadOnlyList<Alert>> ListHeldAsync(DateTimeOffset moment, CancellationToken cancellationToken)
        => database.RunAsync<IReadOnlyList<Alert>>(
            connection => [.. connection.Query<string>(AlertSql.ListHeld, new { notBefore = moment.ToUnixTimeMilliseconds() }).Select(Read)], cancellationToken);

    public Task<FindingStory> FindStoryAsync(string key, CancellationToken cancellationToken)
        => database.ReadAsync(
            (connection, transaction) =>
            {
                var first = connection.QuerySingleOrDefault<string>(AlertSql.FindFirst, new { key }, transaction);
                var books = connection.Query<string>(AlertSql.FindBooks, new { text = $"\"{key}\"" }, transaction)
                    .Select(document => StoreJson.Read(document, "what a watch has told", StoredAlert.Book));
                return new FindingStory(
                    first is null ? null : ScanId.Parse(first),
                    [.. books.SelectMany(book => book.Entries.Where(entry => entry.Key == key).Select(entry => new StoryPart(book.WatchId, entry)))]);
            },
            cancellationToken);

    public async Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await RunAsync(AlertSql.Prune, new { before = now.AddDays(-KeepDays).ToUnixTimeMilliseconds() }, cancellationToken);
        await RunAsync(AlertSql.PruneBooks, new { }, cancellationToken);
    }

    private static object Row(Alert alert)
        => new { id = alert.Id.Value, watch = alert.WatchId, data = alert.Database, revision = alert.Revision, document = StoreJson.Write(alert), notBefore = alert.NotBefore?.ToUnixTimeMilliseconds() ?? 0 };

    private static Alert Read(string document) => StoreJson.Read(document, "an alert", StoredAlert.Alert);

    private Task<int> RunAsync(string sql, object parameters, CancellationToken cancellationToken)
        => database.RunAsync(connection => connection.Execute(sql, parameters), cancellationToken);

    private sealed class OwedRow
    {
        public required string Document { get; init; }

        public int Relayed { get; init; }
    }
}
