using DockerScan.Core.Stores.Copying;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using static DockerScan.Mongo.Copying.CopyMembers;
using static DockerScan.Mongo.Reputations.LookupDocument;

namespace DockerScan.Mongo.Copying;

/// <summary>Answers, look-ups that wait, and whom they concern, as records.</summary>
internal static class CopiedReputations
{
    public static ReputationRecord Read(BsonDocument answer) => new()
    {
        Of = answer["kind"].AsString,
        Value = answer["value"].AsString,
        Reputation = answer["reputation"].AsString,
        CheckedAt = Ms(answer["checkedAt"]),
        FirstAnsweredAt = Ms(answer[FirstAnsweredAt]),
        Document = answer["body"].AsString,
    };

    public static BsonDocument Write(ReputationRecord answer) => new()
    {
        { "_id", Bson.Text(answer.Key) }, { MongoSchema.Version, MongoSchema.Current }, { "kind", answer.Of }, { "value", Bson.Text(answer.Value) },
        { "reputation", answer.Reputation }, { "checkedAt", Time(answer.CheckedAt) }, { FirstAnsweredAt, Time(answer.FirstAnsweredAt) }, { "body", Bson.Text(answer.Document) },
    };

    public static LookupRecord ReadLookup(BsonDocument lookup) => new()
    {
        Of = lookup["kind"].AsString,
        Value = lookup["value"].AsString,
        Rank = lookup.Number(Rank),
        Interactive = lookup.Number(Interactive),
        Asker = lookup.TextOrNull(Asker) ?? string.Empty,
        Turn = lookup.Number(Turn),
        DueAt = lookup.Due(),
        CreatedAt = Ms(lookup[CreatedAt]),
        Failures = lookup.Number(Failures),
        Fence = lookup.Number(Leases.Fence),
        FirstAnsweredAt = lookup.MsOrNull(FirstAnsweredAt),
    };

    public static BsonDocument Write(LookupRecord lookup) => new BsonDocument
    {
        { "_id", Bson.Text(lookup.Key) }, { MongoSchema.Version, MongoSchema.Current }, { "kind", lookup.Of }, { "value", Bson.Text(lookup.Value) }, { Open, true },
        { Rank, (int)lookup.Rank }, { Interactive, (int)lookup.Interactive }, { Asker, Bson.Text(lookup.Asker) }, { Turn, lookup.Turn }, { CreatedAt, Time(lookup.CreatedAt) },
        { Order, ObjectId.GenerateNewId() }, { Failures, (int)lookup.Failures }, { Leases.Fence, lookup.Fence },
    }.AddDue(lookup.DueAt).AddTime(FirstAnsweredAt, lookup.FirstAnsweredAt);

    public static IndicatorScanRecord ReadLink(BsonDocument link)
    {
        // No kind has a colon in its name; an address has.
        var key = link["key"].AsString.Split(':', 2);
        return new IndicatorScanRecord { Of = key[0], Value = key[1], Scan = link["scan"].AsString, Waiting = link.Number("waiting"), CreatedAt = Ms(link[CreatedAt]) };
    }

    public static BsonDocument Write(IndicatorScanRecord link) => new()
    {
        { "_id", Bson.Text(link.Key) }, { MongoSchema.Version, MongoSchema.Current }, { "key", Bson.Text($"{link.Of}:{link.Value}") }, { "scan", link.Scan },
        { "waiting", (int)link.Waiting }, { CreatedAt, Time(link.CreatedAt) },
    };
}
