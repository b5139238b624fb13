using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Documents;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using static DockerScan.Mongo.Database.Bson;

namespace DockerScan.Mongo.Cards;

/// <summary>A document of <c>cards</c>.</summary>
internal static class CardDocument
{
    public const string Scan = "scan";
    public const string Platform = "platform";
    public const string Address = "address";
    public const string Shown = "shown";
    public const string ShownAt = "shownAt";
    public const string Wanted = "wanted";
    public const string Failures = "failures";
    public const string CreatedAt = "createdAt";
    public const string Order = "order";

    /// <summary>A hint for the index: it may owe something. Whether it does is <see cref="Owes"/>.</summary>
    public const string Owed = "owed";

    /// <summary>Who comes first among those that are owed: a card that shows no verdict, then the turn of its place.</summary>
    public const string Turn = "turn";

    public const string Place = "place";
    private const long Amendments = 1L << 40;
    public const string Joined = "joined";
    public const string Language = "language";
    public const string Kind = "kind";

    public static BsonDocument Owes => new("$expr", new BsonDocument("$gt", new BsonArray { "$" + Wanted, "$" + Shown }));

    public static BsonDocument OwesNothing => new("$expr", new BsonDocument("$lte", new BsonArray { "$" + Wanted, "$" + Shown }));

    /// <summary>The turns of cards that show nothing yet, or of those that are edited.</summary>
    public static BsonDocument Turns(bool isFirst) => isFirst ? new BsonDocument("$lt", Amendments) : new BsonDocument("$gte", Amendments);

    /// <summary>The first of them.</summary>
    public static long FirstTurn(bool isFirst) => isFirst ? 0 : Amendments;

    /// <summary>What makes it, in the hand of who asked for it.</summary>
    public static Change New(KeptCard card, string owner, TimeSpan lease, long turn)
    {
        // A report is of a scan that has ended, and an alert of a run: they are owed at once.
        var change = Leases.Renew(lease).Set(Leases.Owner, Text(owner)).Set(Leases.Fence, 1L).Due(TimeSpan.Zero).Now(CreatedAt)
            .Set(MongoSchema.Version, MongoSchema.Current).Set(Scan, card.Scan.Value).Set(Platform, Text(card.Platform)).Set(Place, Text(card.Place))
            .Set(Joined, card.Joined).Set(Language, ReportLanguages.Tag(card.Language)).Set(Kind, StoredNames.Of(card.Kind)).Set(Order, ObjectId.GenerateNewId())
            .Set(Shown, -1).Set(Failures, 0).Set(Turn, turn);
        change = card.Address is { } address ? change.Set(Address, Text(address)) : change;
        return card.Kind != CardKind.Verdict ? change.Set(Wanted, 0).Set(Owed, true) : change.Set(Wanted, -1);
    }

    public static Claimed<DueCard> ToClaimed(BsonDocument card)
    {
        var id = card["_id"].AsString;
        var kept = new KeptCard(
            id, ScanId.Parse(card[Scan].AsString), card[Platform].AsString, card[Place].AsString, card.TextOrNull(Address), card[Joined].AsBoolean,
            ReportLanguages.Parse(card[Language].AsString), card.Choice<CardKind>(Kind));
        return new Claimed<DueCard>(
            new DueCard(kept, card[Shown].ToInt32(), card.TimeOrNull(ShownAt), (int)card.Number(Failures)), new Claim(id, card.Number(Leases.Fence)));
    }
}
