using DockerScan.Core.Stores.Copying;
using DockerScan.Mongo.Cards;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using static DockerScan.Mongo.Cards.CardDocument;
using static DockerScan.Mongo.Copying.CopyMembers;

namespace DockerScan.Mongo.Copying;

/// <summary>Cards as records. Turns of cards that show nothing and of others are apart: here by the number, there by what is shown.</summary>
internal static class CopiedCards
{
    private static readonly long Others = FirstTurn(isFirst: false);

    public static CardRecord Read(BsonDocument card) => new()
    {
        Id = card["_id"].AsString,
        Scan = card[Scan].AsString,
        Platform = card[Platform].AsString,
        Place = card[CardDocument.Place].AsString,
        Address = card.TextOrNull(Address) ?? string.Empty,
        Joined = card[Joined].AsBoolean ? 1 : 0,
        Language = card[Language].AsString,
        Owes = card[Kind].AsString,
        Shown = card.Number(Shown),
        ShownAt = card.MsOrNull(ShownAt),
        Wanted = card.Number(Wanted),
        Failures = card.Number(Failures),
        DueAt = card.Due(),
        CreatedAt = Ms(card[CreatedAt]),
        Fence = card.Number(Leases.Fence),
        Turn = card.Number(Turn) is var turn && turn >= Others ? turn - Others : turn,
    };

    public static BsonDocument Write(CardRecord card)
    {
        var document = new BsonDocument
        {
            { "_id", Bson.Text(card.Id) }, { MongoSchema.Version, MongoSchema.Current }, { Scan, card.Scan }, { Platform, Bson.Text(card.Platform) },
            { CardDocument.Place, Bson.Text(card.Place) }, { Joined, card.Joined == 1 }, { Language, card.Language }, { Kind, card.Owes }, { Order, ObjectId.GenerateNewId() },
            { Shown, (int)card.Shown }, { Wanted, (int)card.Wanted }, { Failures, (int)card.Failures }, { CreatedAt, Time(card.CreatedAt) }, { Leases.Fence, card.Fence },
            { Turn, card.Turn + FirstTurn(isFirst: card.Shown < 0) },
        };
        document.AddDue(card.DueAt).AddTime(ShownAt, card.ShownAt).AddText(Address, card.Address.Length == 0 ? null : card.Address);
        return card.Wanted > card.Shown ? document.Add(Owed, true) : document;
    }
}
