using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Mongo.Database;
using DockerScan.Mongo.Scans;
using MongoDB.Bson;
using MongoDB.Driver;

namespace DockerScan.Mongo.Alerts;

/// <content>What was decided about a finding, and what is forgotten.</content>
internal sealed partial class MongoAlertStore
{
    private const int KeepDays = 60;
    private const int MaxBooks = 50;
    private const int Page = 200;

    public async Task<FindingStory> FindStoryAsync(string key, CancellationToken cancellationToken)
    {
        var books = database.RunAsync(
            () => database.AlertBooks.Find(new BsonDocument(Keys, Bson.Text(key))).Limit(MaxBooks).ToListAsync(cancellationToken), cancellationToken);
        var first = FindFirstAsync(key, cancellationToken);
        await Task.WhenAll(books, first);
        return new FindingStory(
            await first,
            [.. (await books).Select(Book).OrderBy(book => book.WatchId, StringComparer.Ordinal)
                .SelectMany(book => book.Entries.Where(entry => entry.Key == key).Select(entry => new StoryPart(book.WatchId, entry)))]);
    }

    public async Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var old = new BsonDocument(CreatedAt, new BsonDocument("$lt", Bson.Time(now.AddDays(-KeepDays))));
        await database.RunAsync(() => database.Alerts.DeleteManyAsync(old, cancellationToken), cancellationToken);
        for (BsonValue last = string.Empty; ;)
        {
            var behind = new BsonDocument("_id", new BsonDocument("$gt", last));
            var page = await database.RunAsync(
                () => database.AlertBooks.Find(behind).Sort(new BsonDocument("_id", 1)).Project<BsonDocument>(Bson.Names("_id")).Limit(Page).ToListAsync(cancellationToken), cancellationToken);
            foreach (var book in page)
            {
                last = book["_id"];
                var id = new BsonDocument("_id", last);
                if (await database.FindAsync(database.Watches, id, cancellationToken, Bson.Names("_id")) is null)
                {
                    await database.RunAsync(() => database.AlertBooks.DeleteOneAsync(id, cancellationToken), cancellationToken);
                }
            }

            if (page.Count < Page)
            {
                return;
            }
        }
    }

    // By the scans that name the results; a result that nobody names was found by nobody. The oldest first: what has no time is older than all that has.
    private async Task<ScanId?> FindFirstAsync(string key, CancellationToken cancellationToken)
    {
        (DateTimeOffset At, ScanId Scan)? first = null;
        var page = await database.RunAsync(
            () => database.Findings.Find(new BsonDocument("key", Bson.Text(key)), MongoStoreDatabase.InPages).Sort(new BsonDocument { { "finishedAt", 1 }, { "_id", 1 } })
                .Project<BsonDocument>(Bson.Names("result")).Limit(Page).ToListAsync(cancellationToken), cancellationToken);
        if (page.Count == 0)
        {
            return null;
        }

        var scans = page.Select(finding => finding["result"].AsString.Split('.')[0]).Distinct(StringComparer.Ordinal);
        var named = await database.RunAsync(
            () => database.Scans.Find(new BsonDocument("_id", new BsonDocument("$in", Bson.Texts(scans))), MongoStoreDatabase.InPages)
                .Project<BsonDocument>(Bson.Names($"{ScanDocument.Result}.key", $"{ScanDocument.Result}.finishedAt")).ToListAsync(cancellationToken), cancellationToken);
        var results = page.Select(finding => finding["result"].AsString).ToHashSet(StringComparer.Ordinal);
        foreach (var scan in named.Where(scan => scan.Contains(ScanDocument.Result) && results.Contains(scan[ScanDocument.Result]["key"].AsString)))
        {
            var found = MongoFailures.Read(scan, document => (At: Bson.Time(document[ScanDocument.Result]["finishedAt"]), Scan: ScanId.Parse(document["_id"].AsString)));
            first = first is { } earlier && earlier.At <= found.At ? first : found;
        }

        return first?.Scan;
    }
}
