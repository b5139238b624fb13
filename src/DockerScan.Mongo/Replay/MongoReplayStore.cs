using DockerScan.Core.Stores;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;

namespace DockerScan.Mongo.Replay;

/// <summary>
/// Signed requests that were taken. Each is a document under its own key: one that is there already stays. Should the server go in the middle,
/// some are kept and the caller is told that it failed; saying it again keeps the rest, and what was kept was taken in truth.
/// </summary>
internal sealed class MongoReplayStore(MongoStoreDatabase database) : IReplayStore
{
    private const string Source = "source";
    private const string Until = "until";

    public async Task AddAsync(string source, IReadOnlyList<SeenRequest> requests, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Of two with one key the first stays.
        List<BsonDocument> documents = [.. requests.DistinctBy(each => each.Key, StringComparer.Ordinal).Select(each => new BsonDocument
        {
            { "_id", Bson.Text($"{source}|{each.Key}") }, { MongoSchema.Version, MongoSchema.Current }, { Source, Bson.Text(source) },
            { "key", Bson.Text(each.Key) }, { Until, Bson.Time(each.Until) },
        })];
        if (documents.Count > 0)
        {
            await database.RunAsync(() => InsertAsync(documents, cancellationToken), cancellationToken);
        }

        await database.RunAsync(() => database.Seen.DeleteManyAsync(new BsonDocument(Until, new BsonDocument("$lte", Bson.Time(now))), cancellationToken), cancellationToken);
    }

    public async Task<IReadOnlyList<SeenRequest>> ListAsync(string source, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var filter = new BsonDocument { { Source, Bson.Text(source) }, { Until, new BsonDocument("$gt", Bson.Time(now)) } };
        var newest = limit <= 0 ? [] : await database.RunAsync(
            () => database.Seen.Find(filter, new FindOptions { BatchSize = 1_000 }).Sort(new BsonDocument(Until, -1)).Limit(limit).ToListAsync(cancellationToken), cancellationToken);
        return [.. newest.AsEnumerable().Reverse().Select(seen => new SeenRequest(seen["key"].AsString, Bson.Time(seen[Until])))];
    }

    private async Task<bool> InsertAsync(List<BsonDocument> documents, CancellationToken cancellationToken)
    {
        try
        {
            await database.Seen.InsertManyAsync(documents, new InsertManyOptions { IsOrdered = false }, cancellationToken);
        }
        catch (MongoException e) when (MongoFailures.IsDuplicateKey(e))
        {
            // Those were kept before.
        }

        return true;
    }
}
