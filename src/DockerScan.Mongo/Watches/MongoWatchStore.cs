using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Core;
using DockerScan.Documents;
using DockerScan.Mongo.Database;
using DockerScan.Mongo.Scans;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Watches.WatchDocument;

namespace DockerScan.Mongo.Watches;

/// <summary>Watches on a MongoDB server: what they are and what they know. Each step changes one document.</summary>
internal sealed partial class MongoWatchStore(MongoStoreDatabase database) : IWatchStore
{
    private readonly ResultStore _results = new(database);

    public Task PutAsync(Watch watch, CancellationToken cancellationToken)
    {
        var change = new Change().Set(MongoSchema.Version, MongoSchema.Current).Set(CreatedAt, Bson.Time(watch.CreatedAt)).Set(Body, Bson.Text(StoreJson.Write(watch)))
            .SetFirst(Order, ObjectId.GenerateNewId());
        _ = watch.FirstScan is { } scan ? change.Set(FirstScan, scan.Value) : change.Unset(FirstScan);
        return database.RunAsync(() => MongoSchema.UpsertAsync(database.Watches, Id(watch.Id), change, cancellationToken), cancellationToken);
    }

    public async Task<Watch?> FindAsync(string id, CancellationToken cancellationToken)
        => await database.FindAsync(database.Watches, Id(id), cancellationToken) is { } watch ? MongoFailures.Read(watch, ToWatch) : null;

    public async Task<Watch?> FindByFirstScanAsync(ScanId scan, CancellationToken cancellationToken)
    {
        var newest = await database.RunAsync<BsonDocument?>(
            async () => await database.Watches.Find(new BsonDocument(FirstScan, scan.Value)).Sort(new BsonDocument(Order, -1)).Limit(1).FirstOrDefaultAsync(cancellationToken), cancellationToken);
        return newest is null ? null : MongoFailures.Read(newest, ToWatch);
    }

    public async Task<IReadOnlyList<Watch>> ListAsync(CancellationToken cancellationToken)
    {
        var watches = await database.RunAsync(
            () => database.Watches.Find(new BsonDocument(), MongoStoreDatabase.InPages).Sort(OldestFirst).Limit(IWatchStore.MaxWatches).ToListAsync(cancellationToken), cancellationToken);
        return [.. watches.Select(watch => MongoFailures.Read(watch, ToWatch))];
    }

    public async Task<bool> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        // A second try cannot know whether the first did it, and nobody else removes a watch that somebody is asked about.
        var was = await database.RunAsync(
            async isAgain => (await database.Watches.DeleteOneAsync(Id(id), cancellationToken)).DeletedCount > 0 || isAgain, cancellationToken);
        // The watch first: what is left of it is nobody's, and is pruned.
        await ForgetAsync(id, cancellationToken);
        return was;
    }

    public async Task<IReadOnlyList<WatchTarget>> ListTargetsAsync(string watch, CancellationToken cancellationToken)
    {
        var targets = await database.RunAsync(
            () => database.WatchTargets.Find(Of(watch), MongoStoreDatabase.InPages).Sort(new BsonDocument(Key, 1)).ToListAsync(cancellationToken), cancellationToken);
        return [.. targets.Select(target => MongoFailures.Read(target, ToTarget))];
    }

    public Task<bool> SaveTargetAsync(WatchTarget target, CancellationToken cancellationToken)
    {
        var id = Bson.Text(TargetId(target.WatchId, target.Key));
        var next = target.Revision + 1;
        // By it a write whose answer was lost is known from another's of the same revision.
        var token = ObjectId.GenerateNewId();
        var body = Bson.Text(StoreJson.Write(target with { Revision = next }));
        var mine = new BsonDocument { { "_id", id }, { "write", token } };
        return database.RunAsync(
            async isAgain => (isAgain && await database.WatchTargets.Find(mine).AnyAsync(cancellationToken))
                || await (target.Revision == 0
                    ? TryInsertAsync(
                        database.WatchTargets,
                        new BsonDocument
                        {
                            { "_id", id }, { MongoSchema.Version, MongoSchema.Current }, { WatchId, Bson.Text(target.WatchId) }, { Key, Bson.Text(target.Key) },
                            { Revision, next }, { Body, body }, { "write", token },
                        },
                        cancellationToken)
                    : TryChangeAsync(
                        database.WatchTargets, new BsonDocument { { "_id", id }, { Revision, target.Revision } },
                        new Change().Set(Revision, next).Set(Body, body).Set("write", token), cancellationToken)),
            cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>The result is written first, then the scan that names it.</remarks>
    public async Task KeepResultAsync(ScanResult result, ScanRequest request, CancellationToken cancellationToken)
    {
        if (await database.FindAsync(database.Scans, Id(result.Id.Value), cancellationToken, Bson.Names("_id")) is not null)
        {
            return;
        }

        var written = await _results.WriteAsync(result, cancellationToken);
        var scan = ScanDocument.NewFinished(result, request, written);
        await database.RunAsync(() => TryInsertAsync(database.Scans, scan, cancellationToken), cancellationToken);
        var named = new BsonDocument { { "_id", result.Id.Value }, { "result.key", written["key"] } };
        var isNamed = await database.FindAsync(database.Scans, named, cancellationToken, Bson.Names("_id")) is not null;
        await _results.SettleAsync(written, isNamed, cancellationToken);
    }

    private static BsonDocument Id(string id) => new("_id", Bson.Text(id));

    private static BsonDocument Of(string watch) => new(WatchId, Bson.Text(watch));

    private static async Task<bool> TryInsertAsync(IMongoCollection<BsonDocument> collection, BsonDocument document, CancellationToken cancellationToken)
    {
        try
        {
            await collection.InsertOneAsync(document, cancellationToken: cancellationToken);
            return true;
        }
        catch (MongoException e) when (MongoFailures.IsDuplicateKey(e))
        {
            return false;
        }
    }

    private static async Task<bool> TryChangeAsync(IMongoCollection<BsonDocument> collection, BsonDocument filter, Change change, CancellationToken cancellationToken)
        => (await collection.UpdateOneAsync(filter, change.ToUpdate(), cancellationToken: cancellationToken)).MatchedCount > 0;

    private async Task ForgetAsync(string watch, CancellationToken cancellationToken)
    {
        await database.RunAsync(() => database.WatchTargets.DeleteManyAsync(Of(watch), cancellationToken), cancellationToken);
        await database.RunAsync(() => database.WatchRuns.DeleteManyAsync(Of(watch), cancellationToken), cancellationToken);
    }
}
