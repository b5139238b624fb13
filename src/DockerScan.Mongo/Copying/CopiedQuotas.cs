using DockerScan.Core.Stores.Copying;
using DockerScan.Mongo.Database;
using DockerScan.Mongo.Reputations;
using MongoDB.Bson;
using static DockerScan.Mongo.Copying.CopyMembers;

namespace DockerScan.Mongo.Copying;

/// <summary>Ledgers as records.</summary>
internal static class CopiedQuotas
{
    private const long MinuteMs = 60_000;

    public static QuotaRecord Read(BsonDocument ledger)
    {
        var minute = ledger.GetValue("minute", new BsonArray()).AsBsonArray.Select(Ms).Order().ToList();
        return new QuotaRecord
        {
            Account = ledger["_id"].AsString,
            Rests = ledger.Number("rests"),
            BlockedUntil = ledger.MsOrNull("blockedUntil"),
            BlockReason = ledger.TextOrNull("blockReason"),
            Days = [.. ledger.GetValue("days", new BsonArray()).AsBsonArray.Select(day => new QuotaDay(day["day"].ToInt64(), day["uses"].ToInt64())).Where(day => day.Uses > 0).OrderBy(day => day.Day)],
            Minute = [.. minute.Where(at => at >= minute[^1] - MinuteMs)],
        };
    }

    public static BsonDocument Write(QuotaRecord quota) => new()
    {
        { "_id", Bson.Text(quota.Account) }, { MongoSchema.Version, MongoSchema.Current }, { QuotaDocument.Version, 1L }, { "token", ObjectId.GenerateNewId() },
        { "minute", new BsonArray(quota.Minute.Select(Time)) }, { "days", new BsonArray(quota.Days.Select(day => new BsonDocument { { "day", day.Day }, { "uses", (int)day.Uses } })) },
        { "rests", quota.Rests }, { "blockedUntil", quota.BlockedUntil is { } until ? Time(until) : BsonNull.Value }, { "blockReason", Bson.Text(quota.BlockReason) },
    };
}
