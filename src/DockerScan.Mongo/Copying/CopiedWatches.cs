using DockerScan.Core.Stores.Copying;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using static DockerScan.Mongo.Copying.CopyMembers;
using static DockerScan.Mongo.Watches.WatchDocument;

namespace DockerScan.Mongo.Copying;

/// <summary>Watches, what they know, their runs, and digests that were seen, as records.</summary>
internal static class CopiedWatches
{
    public static WatchRecord ReadWatch(BsonDocument watch)
        => new() { Id = watch["_id"].AsString, CreatedAt = Ms(watch[CreatedAt]), FirstScan = watch.TextOrNull(FirstScan), Document = watch[Body].AsString };

    public static BsonDocument Write(WatchRecord watch) => new BsonDocument
    {
        { "_id", Bson.Text(watch.Id) }, { MongoSchema.Version, MongoSchema.Current }, { CreatedAt, Time(watch.CreatedAt) }, { Body, Bson.Text(watch.Document) },
        { Order, ObjectId.GenerateNewId() },
    }.AddText(FirstScan, watch.FirstScan);

    public static WatchTargetRecord ReadTarget(BsonDocument target)
        => new() { Watch = target[WatchId].AsString, Name = target[Key].AsString, Revision = target.Number(Revision), Document = target[Body].AsString };

    public static BsonDocument Write(WatchTargetRecord target) => new()
    {
        { "_id", Bson.Text(TargetId(target.Watch, target.Name)) }, { MongoSchema.Version, MongoSchema.Current }, { WatchId, Bson.Text(target.Watch) }, { Key, Bson.Text(target.Name) },
        { Revision, (int)target.Revision }, { Body, Bson.Text(target.Document) },
    };

    public static WatchRunRecord ReadRun(BsonDocument run)
    {
        var ended = run.MsOrNull(EndedAt);
        return new WatchRunRecord
        {
            Id = run["_id"].AsString, Watch = run[WatchId].AsString, PlannedAt = Ms(run[Planned]), DueAt = ended is null ? run.Due() : null, Fence = run.Number(Leases.Fence),
            Failures = run.Number(Failures), Scans = run.TextOrNull(WaitsFor), Counts = run.TextOrNull(Counts), EndedAt = ended, Ending = run.TextOrNull(Ending),
        };
    }

    public static BsonDocument Write(WatchRunRecord run)
    {
        var document = new BsonDocument
        {
            { "_id", Bson.Text(run.Id) }, { MongoSchema.Version, MongoSchema.Current }, { WatchId, Bson.Text(run.Watch) }, { Planned, Time(run.PlannedAt) },
            { Failures, (int)run.Failures }, { Order, ObjectId.GenerateNewId() }, { Leases.Fence, run.Fence },
        };
        document.AddDue(run.DueAt).AddText(WaitsFor, run.Scans).AddText(Counts, run.Counts).AddTime(EndedAt, run.EndedAt).AddText(Ending, run.Ending);
        if (run.EndedAt is null)
        {
            document.Add(Open, true);
        }

        return run.IsNewest == 1 ? document.Add(Newest, true) : document;
    }

    public static SeenDigestRecord ReadSeen(BsonDocument seen)
    {
        var id = seen["_id"].AsString;
        var end = id.LastIndexOf('@');
        return new SeenDigestRecord { Repository = id[..end], Digest = id[(end + 1)..], FirstSeen = Ms(seen["firstSeen"]) };
    }

    public static BsonDocument Write(SeenDigestRecord seen)
        => new() { { "_id", Bson.Text(seen.Key) }, { "firstSeen", Time(seen.FirstSeen) }, { MongoSchema.Version, MongoSchema.Current } };
}
