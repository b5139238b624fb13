using DockerScan.Core;
using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;
using DockerScan.Documents;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Reputations.LookupDocument;

namespace DockerScan.Mongo.Reputations;

/// <summary>Answers, look-ups and the quota's ledgers beside the scans.</summary>
internal sealed partial class MongoReputationStore(MongoStoreDatabase database) : IReputationStore
{
    private const int Batch = 500;
    private readonly AnswerRelay _relay = new(database);
    private readonly QuotaStore _quotas = new(database);

    public async Task<IReadOnlyList<CachedReputation>> FindAsync(IReadOnlyCollection<Indicator> indicators, CancellationToken cancellationToken)
    {
        List<CachedReputation> found = [];
        foreach (var some in indicators.Chunk(Batch))
        {
            var keys = new BsonDocument("_id", new BsonDocument("$in", Bson.Texts(some.Select(KeyOf))));
            var kept = await database.RunAsync(() => database.Reputations.Find(keys, new FindOptions { BatchSize = Batch }).ToListAsync(cancellationToken), cancellationToken);
            var byKey = kept.ToDictionary(answer => answer["_id"].AsString, StringComparer.Ordinal);
            foreach (var indicator in some)
            {
                if (byKey.TryGetValue(KeyOf(indicator), out var answer))
                {
                    found.Add(new CachedReputation(indicator, StoreJson.Read(answer["body"].AsString, $"{indicator.Kind} {indicator.Value}", StoredResult.Report)));
                }
            }
        }

        return found;
    }

    public async Task<StaleResult?> FindStaleAsync(long after, CancellationToken cancellationToken)
    {
        await _relay.RepairAsync(cancellationToken);
        while (true)
        {
            var from = new BsonDocument("mark", new BsonDocument("$gt", after));
            var marks = await database.RunAsync(() => database.Stale.Find(from).Sort(new BsonDocument("mark", 1)).Limit(Batch).ToListAsync(cancellationToken), cancellationToken);
            if (marks.Count == 0)
            {
                return null;
            }

            // A scan that still runs has no result yet: its answers wait with it.
            var with = await FindWithResultAsync(marks.Select(mark => mark["_id"].AsString), cancellationToken);
            if (marks.Find(mark => with.Contains(mark["_id"].AsString)) is { } first)
            {
                return new StaleResult(ScanId.Parse(first["_id"].AsString), first.Number("mark"));
            }

            after = marks[^1].Number("mark");
        }
    }

    public Task SettleAsync(StaleResult stale, CancellationToken cancellationToken)
        => database.RunAsync(
            () => database.Stale.DeleteOneAsync(new BsonDocument { { "_id", stale.Scan.Value }, { "mark", new BsonDocument("$lte", stale.Mark) } }, cancellationToken), cancellationToken);

    private async Task<HashSet<string>> FindWithResultAsync(IEnumerable<string> scans, CancellationToken cancellationToken)
    {
        var filter = new BsonDocument { { "_id", new BsonDocument("$in", Bson.Texts(scans)) }, { "result", new BsonDocument("$exists", true) } };
        var found = await database.RunAsync(() => database.Scans.Find(filter).Project<BsonDocument>(Bson.Names("_id")).ToListAsync(cancellationToken), cancellationToken);
        return [.. found.Select(scan => scan["_id"].AsString)];
    }
}
