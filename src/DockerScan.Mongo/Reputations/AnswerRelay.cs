using DockerScan.Core.Reputations;
using DockerScan.Documents;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;

namespace DockerScan.Mongo.Reputations;

/// <summary>
/// Brings an answer, which was written with its look-up's end in one step, to where it is looked for: the answers, and the marks of the results
/// that it changes. Each step may be done again, so that whoever finds one half brought goes on.
/// </summary>
internal sealed class AnswerRelay(MongoStoreDatabase database)
{
    private const int Batch = 500;
    private static readonly TimeSpan LeftBehind = TimeSpan.FromMinutes(1);
    private static readonly BsonDocument Counter = new("_id", "staleMark");

    /// <summary>What is written with the look-up's end.</summary>
    public static BsonDocument Pack(Indicator indicator, ReputationReport report, bool isChanged, DateTimeOffset now) => new()
    {
        { "id", ObjectId.GenerateNewId() }, { "kind", StoredNames.Of(indicator.Kind) }, { "value", Bson.Text(indicator.Value) },
        { "reputation", StoredNames.Of(report.Reputation) }, { "checkedAt", Bson.Time(report.CheckedAt) }, { "at", Bson.Time(now) },
        { "changed", isChanged }, { "body", Bson.Text(StoreJson.Write(report)) },
    };

    /// <summary>Goes on with those that a process left behind a minute ago or earlier: whoever lives has brought its own by then.</summary>
    public async Task RepairAsync(CancellationToken cancellationToken)
    {
        var since = new BsonDocument("$add", new BsonArray { "$" + LookupDocument.AnsweredAt, Bson.Span(LeftBehind) });
        var filter = new BsonDocument { { LookupDocument.Answer, new BsonDocument("$exists", true) }, { "$expr", new BsonDocument("$lte", new BsonArray { since, "$$NOW" }) } };
        var left = await database.RunAsync(() => database.Lookups.Find(filter).Limit(Batch).ToListAsync(cancellationToken), cancellationToken);
        foreach (var lookup in left)
        {
            await BringAsync(lookup["_id"].AsString, lookup[LookupDocument.Answer].AsBsonDocument, cancellationToken);
        }
    }

    /// <summary>Goes on with all of them: for who knows that nobody else lives.</summary>
    public async Task BringAllAsync(CancellationToken cancellationToken)
    {
        var filter = new BsonDocument(LookupDocument.Answer, new BsonDocument("$exists", true));
        while (await database.RunAsync(() => database.Lookups.Find(filter).Limit(Batch).ToListAsync(cancellationToken), cancellationToken) is { Count: > 0 } left)
        {
            foreach (var lookup in left)
            {
                await BringAsync(lookup["_id"].AsString, lookup[LookupDocument.Answer].AsBsonDocument, cancellationToken);
            }
        }
    }

    public async Task BringAsync(string key, BsonDocument answer, CancellationToken cancellationToken)
    {
        var kept = new Change().Set(MongoSchema.Version, MongoSchema.Current).Set("kind", answer["kind"]).Set("value", answer["value"]).Set("reputation", answer["reputation"])
            .Set("checkedAt", answer["checkedAt"]).Set("body", answer["body"]).Least(LookupDocument.FirstAnsweredAt, answer["at"]);
        await database.RunAsync(() => MongoSchema.UpsertAsync(database.Reputations, new BsonDocument("_id", key), kept, cancellationToken), cancellationToken);
        await MarkAsync(key, answer["changed"].AsBoolean, cancellationToken);
        var waiting = new BsonDocument { { "key", key }, { "waiting", 1 } };
        await database.RunAsync(() => database.Links.UpdateManyAsync(waiting, new Change().Set("waiting", 0).ToUpdate(), cancellationToken: cancellationToken), cancellationToken);
        // Just this answer: a newer one may stand there.
        var brought = new BsonDocument { { "_id", key }, { "answer.id", answer["id"] } };
        await database.RunAsync(() => database.Lookups.UpdateOneAsync(brought, new Change().Unset(LookupDocument.Answer).ToUpdate(), cancellationToken: cancellationToken), cancellationToken);
    }

    /// <summary>Takes marks that nobody else gets; they are those behind what is returned.</summary>
    public async Task<long> TakeMarksAsync(int count, CancellationToken cancellationToken)
    {
        var options = new FindOneAndUpdateOptions<BsonDocument> { IsUpsert = true, ReturnDocument = ReturnDocument.After };
        var counter = await database.RunAsync(
            () => database.Meta.FindOneAndUpdateAsync<BsonDocument>(Counter, new Change().Add("mark", count).ToUpdate(), options, cancellationToken), cancellationToken);
        return counter.Number("mark") - count;
    }

    private async Task MarkAsync(string key, bool isChanged, CancellationToken cancellationToken)
    {
        var filter = new BsonDocument("key", key);
        if (!isChanged)
        {
            filter.Add("waiting", 1);
        }

        var links = await database.RunAsync(() => database.Links.Find(filter).Project<BsonDocument>(Bson.Names("scan")).ToListAsync(cancellationToken), cancellationToken);
        if (links.Count == 0)
        {
            return;
        }

        // A mark of its own for each: whoever goes from one to the next leaves none out.
        var mark = await TakeMarksAsync(links.Count, cancellationToken);
        var marks = links.Select(link => new UpdateOneModel<BsonDocument>(
            new BsonDocument("_id", link["scan"]), new Change().Most("mark", ++mark).Set(MongoSchema.Version, MongoSchema.Current).ToUpdate()) { IsUpsert = true }).ToList();
        foreach (var some in marks.Chunk(Batch))
        {
            await database.RunAsync(() => database.Stale.BulkWriteAsync(some, new BulkWriteOptions { IsOrdered = false }, cancellationToken), cancellationToken);
        }
    }
}
