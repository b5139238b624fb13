using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Documents;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using static DockerScan.Mongo.Database.Bson;

namespace DockerScan.Mongo.Watches;

/// <summary>Documents of <c>watches</c>, <c>watchTargets</c> and <c>watchRuns</c>. What a watch is and knows stands in them as the JSON of every store.</summary>
internal static class WatchDocument
{
    public const string Body = "body";
    public const string CreatedAt = "createdAt";
    public const string Order = "order";
    public const string FirstScan = "firstScan";

    /// <summary>The watch that a target or a run is of.</summary>
    public const string WatchId = "watch";
    public const string Key = "key";
    public const string Revision = "revision";

    /// <summary>Set while a run has not ended.</summary>
    public const string Open = "open";
    public const string Planned = "planned";
    public const string Failures = "failures";
    public const string WaitsFor = "scans";
    public const string Counts = "counts";
    public const string Ending = "ending";
    public const string EndedAt = "endedAt";

    /// <summary>Set on a watch's newest ended run. One that ended a moment before may still have it.</summary>
    public const string Newest = "newest";

    public static BsonDocument OldestFirst => new() { { CreatedAt, 1 }, { Order, 1 } };

    public static string TargetId(string watch, string key) => $"{watch}|{key}";

    public static Watch ToWatch(BsonDocument document) => StoreJson.Read(document[Body].AsString, "a watch", StoredWatch.Watch);

    public static WatchTarget ToTarget(BsonDocument document)
        => StoreJson.Read(document[Body].AsString, $"what watch {document[WatchId].AsString} knows", StoredWatch.Target);

    /// <summary>A run that waits. It is due at once: only a time that was given keeps it.</summary>
    public static BsonDocument New(string watch, DateTimeOffset planned) => new()
    {
        { "_id", Text(WatchRun.IdOf(watch, planned)) }, { MongoSchema.Version, MongoSchema.Current }, { WatchId, Text(watch) }, { Planned, Time(planned) },
        { Open, true }, { Failures, 0 }, { Order, ObjectId.GenerateNewId() }, { Leases.Fence, 0L },
    };

    public static Claimed<WatchRun> ToClaimed(BsonDocument run)
    {
        var id = run["_id"].AsString;
        return new Claimed<WatchRun>(
            new WatchRun
            {
                WatchId = run[WatchDocument.WatchId].AsString,
                Planned = Time(run[Planned]),
                Scans = run.TextOrNull(WaitsFor) is { } scans ? StoreJson.Read(scans, $"run {id}", list => list.EnumerateArray().Select(StoredWatch.Scan).ToList()) : null,
                Counts = run.TextOrNull(Counts) is { } counts ? StoreJson.Read(counts, $"run {id}", StoredWatch.Counts) : new WatchCounts(),
                Failures = (int)run.Number(Failures),
            },
            new Claim(id, run.Number(Leases.Fence)));
    }

    public static EndedWatchRun ToEnded(BsonDocument run)
    {
        var watch = run[WatchId].AsString;
        return new EndedWatchRun(watch, Time(run[Planned]), Time(run[EndedAt]), StoreJson.Read(run[Ending].AsString, $"a run of watch {watch}", StoredWatch.End));
    }
}
