using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;
using DockerScan.Documents;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using static DockerScan.Mongo.Database.Bson;

namespace DockerScan.Mongo.Reputations;

/// <summary>
/// A document of <c>lookups</c>, one for each indicator that was ever asked about. It stays when the look-up ends, for its number must go on
/// growing when it is queued anew.
/// </summary>
internal static class LookupDocument
{
    public const string Open = "open";
    public const string Rank = "rank";
    public const string Interactive = "interactive";
    public const string Turn = "turn";
    public const string Asker = "asker";
    public const string CreatedAt = "createdAt";
    public const string Order = "order";
    public const string Failures = "failures";
    public const string FirstAnsweredAt = "firstAnsweredAt";

    /// <summary>An answer that was kept with the look-up's end, and has still to be put where it is looked for.</summary>
    public const string Answer = "answer";

    public const string AnsweredAt = "answeredAt";
    private const string Kind = "kind";
    private const string Value = "value";

    public static BsonDocument Order1st => new() { { Interactive, -1 }, { Rank, -1 }, { Turn, 1 }, { CreatedAt, 1 }, { Order, 1 } };

    public static string KeyOf(Indicator indicator) => $"{StoredNames.Of(indicator.Kind)}:{indicator.Value}";

    /// <summary>A look-up that waits already: the higher rank and the better turn, for people when one of both is, due at once.</summary>
    public static Change Join(WantedLookup lookup, LookupAsker asker)
        => new Change().Most(Rank, lookup.Rank).Most(Interactive, asker.Interactive).Least(Turn, asker.Turn).Due(TimeSpan.Zero);

    /// <summary>One that is new, or ended before.</summary>
    public static Change Enqueue(WantedLookup lookup, LookupAsker asker, DateTimeOffset now) => new Change()
        .Set(MongoSchema.Version, MongoSchema.Current).Set(Kind, StoredNames.Of(lookup.Indicator.Kind)).Set(Value, Text(lookup.Indicator.Value)).Set(Open, true)
        .Set(Rank, lookup.Rank).Set(Interactive, asker.Interactive).Set(Asker, Text(asker.Name)).Set(Turn, asker.Turn)
        .Set(CreatedAt, Time(now)).Set(Order, ObjectId.GenerateNewId()).Set(Failures, 0)
        .Due(TimeSpan.Zero).SetFirst(Leases.Fence, 0L);

    public static Claimed<PendingLookup> ToClaimed(BsonDocument lookup) => new(
        new PendingLookup(
            new Indicator(lookup.Choice<IndicatorKind>(Kind), lookup[Value].AsString),
            lookup.Number(Interactive) == 1,
            (int)lookup.Number(Failures),
            lookup.TimeOrNull(FirstAnsweredAt)),
        new Claim(lookup["_id"].AsString, lookup.Number(Leases.Fence)));
}
