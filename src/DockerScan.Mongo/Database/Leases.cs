using DockerScan.Core.Stores;
using MongoDB.Bson;
using static DockerScan.Mongo.Database.Bson;

namespace DockerScan.Mongo.Database;

/// <summary>
/// Leases by the server's own clock: taken by <c>$currentDate</c>, compared with <c>$$NOW</c>. An end that is kept as "since then, so long"
/// needs no update that computes, and no node's clock.
/// </summary>
internal static class Leases
{
    public const string Owner = "owner";
    public const string Since = "leasedAt";
    public const string Length = "leaseMs";
    public const string Fence = "fence";
    public const string DueSince = "dueFrom";
    public const string DueAfter = "dueMs";

    /// <summary>Which fence ended or gave back last: whose answer was lost is told so when it asks again.</summary>
    public const string EndedBy = "endedBy";

    private static BsonDocument End => new("$add", new BsonArray { $"${Since}", $"${Length}" });

    private static BsonDocument Over => new("$lte", new BsonArray { End, "$$NOW" });

    /// <summary>The lease is over.</summary>
    public static BsonDocument IsOver => new("$expr", Over);

    /// <summary>The lease holds.</summary>
    public static BsonDocument Holds => new("$expr", new BsonDocument("$gt", new BsonArray { End, "$$NOW" }));

    /// <summary>Its time has come.</summary>
    public static BsonDocument IsDue => AnyOf(
        new BsonDocument(DueSince, BsonNull.Value),
        new BsonDocument("$expr", new BsonDocument("$lte", new BsonArray { new BsonDocument("$add", new BsonArray { $"${DueSince}", $"${DueAfter}" }), "$$NOW" })));

    /// <summary>Nobody has it. No lease can end later than twice the wished one: one that seems to was given before the clock went back.</summary>
    public static BsonDocument IsFree(TimeSpan lease) => AnyOf(
        new BsonDocument(Owner, BsonNull.Value),
        new BsonDocument("$expr", new BsonDocument("$or", new BsonArray
        {
            Over, new BsonDocument("$gt", new BsonArray { End, new BsonDocument("$add", new BsonArray { "$$NOW", new BsonInt64(2 * Span(lease).Value) }) }),
        })));

    /// <summary>What a claim holds, whoever's lease it is over.</summary>
    public static BsonDocument Held(Claim claim) => new() { { "_id", Text(claim.Item) }, { Fence, claim.Fence }, { Owner, new BsonDocument("$exists", true) } };

    public static BsonDocument AllOf(params BsonDocument[] filters) => new("$and", new BsonArray(filters));

    public static BsonDocument AnyOf(params BsonDocument[] filters) => new("$or", new BsonArray(filters));

    public static Change Renew(TimeSpan lease) => new Change().Set(Length, Span(lease)).Now(Since);

    public static Change DropLease(this Change change) => change.Unset(Owner, Since, Length);

    public static Change Due(this Change change, TimeSpan after) => change.Now(DueSince).Set(DueAfter, Span(after));
}
