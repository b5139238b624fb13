using DockerScan.Mongo.Database;
using MongoDB.Bson;

namespace DockerScan.Mongo.Copying;

/// <summary>Members that many documents have, to and from records.</summary>
internal static class CopyMembers
{
    public static BsonDateTime Time(long ms) => new(ms);

    public static long Ms(BsonValue time) => time.AsBsonDateTime.MillisecondsSinceEpoch;

    public static long? MsOrNull(this BsonDocument document, string name) => document.GetValue(name, BsonNull.Value) is BsonDateTime time ? Ms(time) : null;

    /// <summary>When it is due; null for at once.</summary>
    public static long? Due(this BsonDocument document) => document.MsOrNull(Leases.DueSince) is { } since ? since + document.Number(Leases.DueAfter) : null;

    public static BsonDocument AddDue(this BsonDocument document, long? at)
        => at is { } due ? document.Add(Leases.DueSince, Time(due)).Add(Leases.DueAfter, 0L) : document;

    public static BsonDocument AddText(this BsonDocument document, string name, string? text) => text is null ? document : document.Add(name, Bson.Text(text));

    public static BsonDocument AddTime(this BsonDocument document, string name, long? ms) => ms is { } at ? document.Add(name, Time(at)) : document;
}
