using DockerScan.Core.Watches;
using DockerScan.Documents;
using DockerScan.Mongo.Cards;
using DockerScan.Mongo.Database;
using DockerScan.Mongo.Watches;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Database.Leases;

namespace DockerScan.Mongo.Retention;

/// <summary>The scans that stay whatever their age: what a live watch compares with, was begun with or waits for, and what a card that is owed speaks of.</summary>
internal sealed class KeptScans
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    private KeptScans()
    {
    }

    public bool Contains(string scan) => _ids.Contains(scan);

    public static async Task<KeptScans> ReadAsync(MongoStoreDatabase database, CancellationToken cancellationToken)
    {
        var kept = new KeptScans();
        HashSet<string> live = new(StringComparer.Ordinal);
        foreach (var watch in await ListAsync(database, database.Watches, [], cancellationToken))
        {
            live.Add(watch["_id"].AsString);
            kept.Add(WatchDocument.ToWatch(watch).FirstScan?.Value);
        }

        foreach (var target in (await ListAsync(database, database.WatchTargets, [], cancellationToken)).Where(target => live.Contains(target[WatchDocument.WatchId].AsString)).Select(WatchDocument.ToTarget))
        {
            kept.Add(target.LastComplete?.Value);
            kept._ids.UnionWith(target.Baseline.Select(scan => scan.Value));
        }

        foreach (var run in await ListAsync(database, database.WatchRuns, new BsonDocument(WatchDocument.Open, true), cancellationToken))
        {
            kept._ids.UnionWith(Waited(run).Select(scan => scan.Scan.Value));
        }

        foreach (var card in await ListAsync(database, database.Cards, AnyOf(CardDocument.Owes, new BsonDocument(CardDocument.Shown, -1)), cancellationToken))
        {
            kept.Add(card[CardDocument.Scan].AsString);
        }

        return kept;
    }

    private void Add(string? id)
    {
        if (id is not null)
        {
            _ids.Add(id);
        }
    }

    private static List<WatchScan> Waited(BsonDocument run)
        => run.TextOrNull(WatchDocument.WaitsFor) is { } scans ? StoreJson.Read(scans, "a run", list => list.EnumerateArray().Select(StoredWatch.Scan).ToList()) : [];

    private static Task<List<BsonDocument>> ListAsync(MongoStoreDatabase database, IMongoCollection<BsonDocument> collection, BsonDocument filter, CancellationToken cancellationToken)
        => database.RunAsync(() => collection.Find(filter, new FindOptions { BatchSize = 500 }).ToListAsync(cancellationToken), cancellationToken);
}
