using DockerScan.Core.Stores.Copying;
using DockerScan.Documents;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using static DockerScan.Mongo.Copying.CopyMembers;

namespace DockerScan.Mongo.Copying;

/// <summary>What watches have told, the messages, and what people accepted, as records.</summary>
internal static class CopiedAlerts
{
    // Of one without an end.
    private static readonly long Never = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public static AlertBookRecord ReadBook(BsonDocument book)
        => new() { Watch = book["_id"].AsString, Revision = book.Number("revision"), Document = book["document"].AsString };

    public static BsonDocument Write(AlertBookRecord book)
    {
        var keys = StoreJson.Read(book.Document, "what a watch has told", StoredAlert.Book).Entries.Select(entry => entry.Key).Distinct(StringComparer.Ordinal);
        return new()
        {
            { "_id", Bson.Text(book.Watch) }, { MongoSchema.Version, MongoSchema.Current }, { "revision", (int)book.Revision }, { "document", Bson.Text(book.Document) },
            { "keys", Bson.Texts(keys) },
        };
    }

    public static AlertRecord ReadAlert(BsonDocument alert) => new()
    {
        Id = alert["_id"].AsString, Watch = alert["watch"].AsString, Database = alert["data"].AsString, CreatedAt = Ms(alert["createdAt"]),
        NotBefore = alert.MsOrNull("notBefore"), Revision = alert.Number("revision"), Relayed = alert.Number("relayed"), Document = alert["document"].AsString,
    };

    public static BsonDocument Write(AlertRecord alert)
    {
        var document = new BsonDocument
        {
            { "_id", Bson.Text(alert.Id) }, { MongoSchema.Version, MongoSchema.Current }, { "revision", (int)alert.Revision }, { "document", Bson.Text(alert.Document) },
            { "relayed", (int)alert.Relayed }, { "order", ObjectId.GenerateNewId() }, { "watch", Bson.Text(alert.Watch) }, { "data", Bson.Text(alert.Database) },
            { "createdAt", Time(alert.CreatedAt) },
        };
        document.AddTime("notBefore", alert.NotBefore);
        return alert.Relayed < alert.Revision ? document.Add("owed", true) : document;
    }

    public static AcceptanceRecord ReadAcceptance(BsonDocument acceptance) => new()
    {
        Id = acceptance["_id"].AsString, Repository = acceptance["repository"].AsString, EndsAt = Ms(acceptance["endsAt"]) is var end && end < Never ? end : null,
        Document = acceptance["document"].AsString, Removal = acceptance.TextOrNull("removal"),
    };

    public static BsonDocument Write(AcceptanceRecord acceptance) => new BsonDocument
    {
        { "_id", Bson.Text(acceptance.Id) }, { MongoSchema.Version, MongoSchema.Current }, { "order", ObjectId.GenerateNewId() }, { "repository", Bson.Text(acceptance.Repository) },
        { "endsAt", Time(acceptance.EndsAt ?? Never) }, { "document", Bson.Text(acceptance.Document) },
    }.AddText("removal", acceptance.Removal);
}
