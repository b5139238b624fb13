using DockerScan.Core.Images;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Watches.WatchDocument;

namespace DockerScan.Mongo.Watches;

/// <content>Since when a digest is known, and what is forgotten.</content>
internal sealed partial class MongoWatchStore
{
    private const int KeepDays = 30;
    private const int Page = 500;
    private const string FirstSeen = "firstSeen";

    public async Task SeeAsync(string repository, IReadOnlyCollection<ImageDigest> digests, CancellationToken cancellationToken)
    {
        foreach (var some in digests.Distinct().Chunk(Page))
        {
            var known = (await ListSeenAsync(repository, some, cancellationToken)).Select(seen => seen["_id"].AsString).ToHashSet(StringComparer.Ordinal);
            foreach (var id in some.Select(digest => SeenId(repository, digest)).Where(id => !known.Contains(id)))
            {
                var isNew = new BsonDocument { { "_id", Bson.Text(id) }, { FirstSeen, new BsonDocument("$exists", false) } };
                var change = new Change().Now(FirstSeen).Set(MongoSchema.Version, MongoSchema.Current);
                await database.RunAsync(() => SeeAsync(isNew, change, cancellationToken), cancellationToken);
            }
        }
    }

    public async Task<DateTimeOffset?> FindFirstSeenAsync(string repository, IReadOnlyCollection<ImageDigest> digests, CancellationToken cancellationToken)
    {
        DateTimeOffset? first = null;
        foreach (var some in digests.Distinct().Chunk(Page))
        {
            foreach (var seen in await ListSeenAsync(repository, some, cancellationToken))
            {
                var time = MongoFailures.Read(seen, document => Bson.Time(document[FirstSeen]));
                first = first < time ? first : time;
            }
        }

        return first;
    }

    public async Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = new BsonDocument("$lt", Bson.Time(now.AddDays(-KeepDays)));
        var old = new BsonDocument { { EndedAt, before }, { Newest, BsonNull.Value } };
        await database.RunAsync(() => database.WatchRuns.DeleteManyAsync(old, cancellationToken), cancellationToken);
        await PruneOrphansAsync(database.WatchTargets, [], cancellationToken);
        await PruneOrphansAsync(database.WatchRuns, new BsonDocument(Planned, before), cancellationToken);
    }

    private static string SeenId(string repository, ImageDigest digest) => $"{repository}@{digest.Value}";

    private Task<List<BsonDocument>> ListSeenAsync(string repository, IEnumerable<ImageDigest> digests, CancellationToken cancellationToken)
    {
        var ids = new BsonDocument("_id", new BsonDocument("$in", Bson.Texts(digests.Select(digest => SeenId(repository, digest)))));
        return database.RunAsync(() => database.SeenDigests.Find(ids).ToListAsync(cancellationToken), cancellationToken);
    }

    private async Task<bool> SeeAsync(BsonDocument isNew, Change change, CancellationToken cancellationToken)
    {
        try
        {
            await database.SeenDigests.UpdateOneAsync(isNew, change.ToUpdate(), new UpdateOptions { IsUpsert = true }, cancellationToken);
            return true;
        }
        catch (MongoException e) when (MongoFailures.IsDuplicateKey(e))
        {
            // Seen by another meanwhile, or by this very step when its answer was lost: that time stays.
            return false;
        }
    }

    // From one watch to the next along the index: what a watch has is asked for once, however much it is.
    private async Task PruneOrphansAsync(IMongoCollection<BsonDocument> collection, BsonDocument also, CancellationToken cancellationToken)
    {
        var byWatch = new BsonDocument(WatchId, 1);
        for (BsonValue last = string.Empty; ;)
        {
            var behind = new BsonDocument(WatchId, new BsonDocument("$gt", last));
            var page = await database.RunAsync(
                () => collection.Find(behind).Sort(byWatch).Project<BsonDocument>(Bson.Names(WatchId)).Limit(Page).ToListAsync(cancellationToken), cancellationToken);
            foreach (var watch in page.Select(document => document[WatchId]).Distinct())
            {
                // A watch stands before what it knows and does: one that is not there now was removed, or has never been.
                if (await database.FindAsync(database.Watches, new BsonDocument("_id", watch), cancellationToken, Bson.Names("_id")) is null)
                {
                    var orphans = new BsonDocument(WatchId, watch).AddRange(also);
                    await database.RunAsync(() => collection.DeleteManyAsync(orphans, cancellationToken), cancellationToken);
                }

                last = watch;
            }

            if (page.Count < Page)
            {
                return;
            }
        }
    }
}
