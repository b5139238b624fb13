using DockerScan.Core;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Database.Leases;

namespace DockerScan.Mongo.Scans;

/// <content>What was written and is named by nobody.</content>
internal sealed partial class ResultStore
{
    /// <summary>After the scan's document was asked to name it: it is named, or taken away. What cannot be done now is swept later.</summary>
    public async Task SettleAsync(BsonDocument written, bool isNamed, CancellationToken cancellationToken)
    {
        var key = written[Key].AsString;
        try
        {
            await (isNamed ? (Task)UnmarkAsync(key, cancellationToken) : DeleteAsync(key, cancellationToken));
        }
        catch (EngineException)
        {
            // The mark is still there, or what is left of it: the sweep finds it.
        }
    }

    public async Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        // The header last, by which the rest is found should this stop halfway.
        await database.RunAsync(() => database.Results.UpdateOneAsync(new BsonDocument("_id", key), new Change().Set(Pending, true).ToUpdate(), cancellationToken: cancellationToken), cancellationToken);
        await _bodies.DeleteAsync(key, cancellationToken);
        await database.RunAsync(() => database.Findings.DeleteManyAsync(new BsonDocument("result", key), cancellationToken), cancellationToken);
        await database.RunAsync(() => database.Results.DeleteOneAsync(new BsonDocument("_id", key), cancellationToken), cancellationToken);
    }

    /// <summary>Takes away what was written an hour ago or earlier and is named by no scan.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var old = new BsonDocument("$expr", new BsonDocument("$lte", new BsonArray { new BsonDocument("$add", new BsonArray { "$writtenAt", Bson.Span(TimeSpan.FromHours(1)) }), "$$NOW" }));
        var left = await database.RunAsync(
            () => database.Results.Find(AllOf(new BsonDocument(Pending, true), old)).Project<BsonDocument>(Bson.Names("_id", "scan")).Limit(BatchCount).ToListAsync(cancellationToken), cancellationToken);
        foreach (var result in left)
        {
            var key = result["_id"].AsString;
            var named = new BsonDocument { { "_id", result["scan"] }, { "result.key", key } };
            await (await database.FindAsync(database.Scans, named, cancellationToken, Bson.Names("_id")) is null ? DeleteAsync(key, cancellationToken) : (Task)UnmarkAsync(key, cancellationToken));
        }
    }

    private Task<UpdateResult> UnmarkAsync(string key, CancellationToken cancellationToken)
        => database.RunAsync(() => database.Results.UpdateOneAsync(new BsonDocument("_id", key), new Change().Unset(Pending).ToUpdate(), cancellationToken: cancellationToken), cancellationToken);
}
