using DockerScan.Core.Stores;
using DockerScan.Mongo.Cards;
using DockerScan.Mongo.Database;
using DockerScan.Mongo.Scans;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Database.Leases;
using static DockerScan.Mongo.Scans.ScanDocument;

namespace DockerScan.Mongo.Retention;

/// <summary>
/// Removes old scans with their results, in two steps an hour apart or more, as no transaction joins the documents: a scan is put away first, so that
/// nobody finds its result; whoever found it just before has named it by the second step, and it is brought back.
/// </summary>
internal sealed class MongoRetention(MongoStoreDatabase database, IOptions<StorageOptions> options, TimeProvider time, ILogger<MongoRetention> logger) : IRetention
{
    /// <summary>What a scan's result is called while it is put away.</summary>
    internal const string Retired = "retired";

    /// <summary>Since when it is.</summary>
    internal const string RetiredAt = "retiredAt";

    private const int Page = 200;
    private static readonly TimeSpan Rest = TimeSpan.FromHours(1);
    private readonly ResultStore _results = new(database);

    public async Task RemoveOldAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().AddDays(-options.Value.KeepDays);
        var (removed, back) = await RemoveRetiredAsync(before, cancellationToken);
        var retired = await RetireAsync(before, cancellationToken);
        if (retired + removed + back > 0)
        {
            Log.Removed(logger, retired, options.Value.KeepDays, removed, back);
        }
    }

    private async Task<int> RetireAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var kept = await KeptScans.ReadAsync(database, cancellationToken);
        var count = 0;
        for (BsonValue last = string.Empty; ;)
        {
            // Along the ids: what is put away on the way changes nothing of where this is.
            var filter = AllOf(Old(before), new BsonDocument("_id", new BsonDocument("$gt", last)));
            var page = await database.RunAsync(
                () => database.Scans.Find(filter).Sort(new BsonDocument("_id", 1)).Project<BsonDocument>(Bson.Names(Result)).Limit(Page).ToListAsync(cancellationToken), cancellationToken);
            foreach (var scan in page)
            {
                last = scan["_id"];
                count += !kept.Contains(last.AsString) && !await IsNewestAsync(scan, cancellationToken) && !await IsNeededAsync(last.AsString, before, kept, cancellationToken)
                    && await RetireAsync(scan, before, cancellationToken) ? 1 : 0;
            }

            if (page.Count < Page)
            {
                return count;
            }
        }
    }

    // Ended, and neither it nor its result is younger.
    private static BsonDocument Old(DateTimeOffset before) => new()
    {
        { State, new BsonDocument("$in", new BsonArray { Finished, Cancelled }) }, { CreatedAt, new BsonDocument("$lt", Bson.Time(before)) }, { RetiredAt, BsonNull.Value },
        { "$or", new BsonArray { new BsonDocument(Result, BsonNull.Value), new BsonDocument("result.finishedAt", new BsonDocument("$lt", Bson.Time(before))) } },
    };

    private async Task<bool> RetireAsync(BsonDocument scan, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var change = new Change().Now(RetiredAt).Set(State, Cancelled);
        _ = scan.Contains(Result) ? change.Set(Retired, scan[Result]).Unset(Result, ResultId) : change;
        // Unless it was amended meanwhile: then the next day.
        var same = AllOf(new BsonDocument("_id", scan["_id"]), Old(before), new BsonDocument("result.key", scan.Contains(Result) ? scan[Result]["key"] : BsonNull.Value));
        return (await database.RunAsync(() => database.Scans.UpdateOneAsync(same, change.ToUpdate(), cancellationToken: cancellationToken), cancellationToken)).MatchedCount > 0;
    }

    // Of its image and platform the newest, or the newest that is complete: there its open findings stand.
    private async Task<bool> IsNewestAsync(BsonDocument scan, CancellationToken cancellationToken)
    {
        if (!scan.Contains(Result))
        {
            return false;
        }

        var result = scan[Result].AsBsonDocument;
        var same = new BsonDocument { { "result.reference", result["reference"] }, { "result.platform", result["platform"] } };
        return await FindNewestAsync(same, cancellationToken) == scan["_id"]
            || (result["complete"].AsBoolean && await FindNewestAsync(new BsonDocument(same).Add("result.complete", true), cancellationToken) == scan["_id"]);
    }

    private async Task<BsonValue?> FindNewestAsync(BsonDocument filter, CancellationToken cancellationToken)
        => (await database.RunAsync<BsonDocument?>(
            async () => await database.Scans.Find(filter).Sort(new BsonDocument { { "result.finishedAt", -1 }, { Order, -1 } }).Project<BsonDocument>(Bson.Names("_id")).Limit(1)
                .FirstOrDefaultAsync(cancellationToken), cancellationToken))?["_id"];

    // What a scan that is kept, or is not old, was answered with.
    private async Task<bool> IsNeededAsync(string id, DateTimeOffset before, KeptScans kept, CancellationToken cancellationToken)
    {
        var answered = new BsonDocument { { ResultId, Bson.Text(id) }, { "_id", new BsonDocument("$ne", Bson.Text(id)) } };
        var young = AnyOf(new BsonDocument(CreatedAt, new BsonDocument("$gte", Bson.Time(before))), new BsonDocument(Open, true));
        if (await database.FindAsync(database.Scans, AllOf(answered, young), cancellationToken, Bson.Names("_id")) is not null)
        {
            return true;
        }

        var others = await database.RunAsync(() => database.Scans.Find(answered).Project<BsonDocument>(Bson.Names("_id")).ToListAsync(cancellationToken), cancellationToken);
        return others.Any(other => kept.Contains(other["_id"].AsString));
    }

    private async Task<(int Removed, int Back)> RemoveRetiredAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var rested = new BsonDocument("$expr", new BsonDocument("$lte", new BsonArray { new BsonDocument("$add", new BsonArray { $"${RetiredAt}", Bson.Span(Rest) }), "$$NOW" }));
        var kept = await KeptScans.ReadAsync(database, cancellationToken);
        var (removed, back) = (0, 0);
        while (true)
        {
            var filter = AllOf(new BsonDocument(RetiredAt, new BsonDocument("$exists", true)), rested);
            var page = await database.RunAsync(
                () => database.Scans.Find(filter).Project<BsonDocument>(Bson.Names(Retired)).Limit(Page).ToListAsync(cancellationToken), cancellationToken);
            foreach (var scan in page)
            {
                var id = scan["_id"].AsString;
                if (kept.Contains(id) || await IsNeededAsync(id, before, kept, cancellationToken))
                {
                    await BringBackAsync(scan, cancellationToken);
                    back++;
                }
                else
                {
                    await RemoveAsync(scan, cancellationToken);
                    removed++;
                }
            }

            if (page.Count < Page)
            {
                return (removed, back);
            }
        }
    }

    private Task<UpdateResult> BringBackAsync(BsonDocument scan, CancellationToken cancellationToken)
    {
        var change = new Change().Unset(Retired, RetiredAt);
        _ = scan.Contains(Retired) ? change.Set(State, Finished).Set(Result, scan[Retired]).Set(ResultId, scan["_id"]) : change;
        return database.RunAsync(() => database.Scans.UpdateOneAsync(new BsonDocument("_id", scan["_id"]), change.ToUpdate(), cancellationToken: cancellationToken), cancellationToken);
    }

    // The scan last: by it the rest is found should this stop halfway.
    private async Task RemoveAsync(BsonDocument scan, CancellationToken cancellationToken)
    {
        var id = scan["_id"];
        var answered = new BsonDocument { { ResultId, id }, { "_id", new BsonDocument("$ne", id) } };
        var others = await database.RunAsync(() => database.Scans.Find(answered).Project<BsonDocument>(Bson.Names("_id")).ToListAsync(cancellationToken), cancellationToken);
        var all = new BsonDocument("$in", new BsonArray(others.Select(other => other["_id"]).Append(id)));
        await database.RunAsync(() => database.Cards.DeleteManyAsync(new BsonDocument(CardDocument.Scan, all), cancellationToken), cancellationToken);
        await database.RunAsync(() => database.Scans.DeleteManyAsync(answered, cancellationToken), cancellationToken);
        await database.RunAsync(() => database.Links.DeleteManyAsync(new BsonDocument("scan", id), cancellationToken), cancellationToken);
        if (scan.Contains(Retired))
        {
            await _results.DeleteAsync(scan[Retired]["key"].AsString, cancellationToken);
        }

        await database.RunAsync(() => database.Scans.DeleteOneAsync(new BsonDocument("_id", id), cancellationToken), cancellationToken);
    }
}
