using DockerScan.Core;
using DockerScan.Core.Alerts;
using DockerScan.Core.Stores;
using DockerScan.Documents;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Database.Leases;

namespace DockerScan.Mongo.Alerts;

/// <summary>
/// What watches have told. A run's messages stand in its watch's book, in the one write that keeps the book, and are brought from there to
/// documents of their own by a step that may be repeated.
/// </summary>
internal sealed partial class MongoAlertStore(MongoStoreDatabase database) : IAlertStore
{
    private const string Revision = "revision";
    private const string Document = "document";
    private const string Keys = "keys";
    private const string Unbrought = "unbrought";
    private const string Messages = "messages";
    private const string Watch = "watch";
    private const string Data = "data";
    private const string CreatedAt = "createdAt";
    private const string Relayed = "relayed";
    private const string Owed = "owed";
    private const string Order = "order";
    private const string Write = "write";
    private const string NotBefore = "notBefore";

    public async Task<AlertBook> ReadAsync(string watch, CancellationToken cancellationToken)
        => await database.FindAsync(database.AlertBooks, Id(watch), cancellationToken) is { } book ? Book(book) : new AlertBook { WatchId = watch };

    public async Task<bool> KeepAsync(AlertBook book, IReadOnlyList<Alert> alerts, CancellationToken cancellationToken)
    {
        var id = Bson.Text(book.WatchId);
        var token = ObjectId.GenerateNewId();
        var change = new Change().Set(MongoSchema.Version, MongoSchema.Current).Set(Revision, book.Revision + 1)
            .Set(Document, Bson.Text(StoreJson.Write(book with { Revision = book.Revision + 1 })))
            .Set(Keys, Bson.Texts(book.Entries.Select(entry => entry.Key).Distinct(StringComparer.Ordinal))).Set(Write, token);
        _ = alerts.Count > 0 ? change.Set(Unbrought, true).Set(Messages, Bson.Texts(alerts.Select(StoreJson.Write))) : change;
        // What the write before left in the book comes out of it first.
        await BringAsync(Id(book.WatchId), cancellationToken);
        var before = new BsonDocument { { "_id", id }, { Unbrought, new BsonDocument("$ne", true) }, { Revision, book.Revision == 0 ? new BsonDocument("$exists", false) : (BsonValue)book.Revision } };
        var isKept = await database.RunAsync(
            async isAgain => (isAgain && await database.AlertBooks.Find(new BsonDocument { { "_id", id }, { Write, token } }).AnyAsync(cancellationToken))
                || await TryChangeAsync(database.AlertBooks, before, change, isNew: book.Revision == 0, cancellationToken),
            cancellationToken);
        if (isKept && alerts.Count > 0)
        {
            await BringAsync(Id(book.WatchId), cancellationToken);
        }

        return isKept;
    }

    public async Task<bool> PutAsync(Alert alert, CancellationToken cancellationToken)
    {
        var id = Bson.Text(alert.Id.Value);
        var token = ObjectId.GenerateNewId();
        Change New() => new Change().Set(MongoSchema.Version, MongoSchema.Current).Set(Revision, alert.Revision).Set(Document, Bson.Text(StoreJson.Write(alert)))
            .Set(Owed, true).Set(Write, token);
        var older = new BsonDocument { { "_id", id }, { Revision, new BsonDocument("$lt", alert.Revision) } };
        var none = new BsonDocument { { "_id", id }, { Revision, new BsonDocument("$exists", false) } };
        var first = New().Now(CreatedAt).Set(Relayed, -1).Set(Order, ObjectId.GenerateNewId()).Set(Watch, Bson.Text(alert.WatchId)).Set(Data, Bson.Text(alert.Database));
        _ = alert.NotBefore is { } moment ? first.Set(NotBefore, Bson.Time(moment)) : first;
        return await database.RunAsync(
            async isAgain => (isAgain && await database.Alerts.Find(new BsonDocument { { "_id", id }, { Write, token } }).AnyAsync(cancellationToken))
                || await TryChangeAsync(database.Alerts, older, New(), isNew: false, cancellationToken)
                || await TryChangeAsync(database.Alerts, none, first, isNew: true, cancellationToken),
            cancellationToken);
    }

    public async Task<Alert?> FindAsync(ScanId id, CancellationToken cancellationToken)
        => await database.FindAsync(database.Alerts, Id(id.Value), cancellationToken) is { } alert ? Read(alert) : null;

    public async Task<IReadOnlyList<OwedAlert>> ListOwedAsync(int most, TimeSpan gather, CancellationToken cancellationToken)
    {
        await BringAsync([], cancellationToken);
        var gathered = new BsonDocument("$add", new BsonArray { $"${CreatedAt}", Bson.Span(gather) });
        var isTime = AnyOf(
            new BsonDocument(Data, string.Empty),
            new BsonDocument(Watch, string.Empty),
            new BsonDocument(Relayed, new BsonDocument("$gte", 0)),
            // One that seems to come from the future was kept before the clock went back.
            new BsonDocument("$expr", new BsonDocument("$or", new BsonArray
            {
                new BsonDocument("$lte", new BsonArray { gathered, "$$NOW" }),
                new BsonDocument("$gt", new BsonArray { $"${CreatedAt}", new BsonDocument("$add", new BsonArray { "$$NOW", Bson.Span(gather) }) }),
            })));
        var isDue = AnyOf(new BsonDocument(NotBefore, new BsonDocument("$exists", false)), new BsonDocument("$expr", new BsonDocument("$lte", new BsonArray { $"${NotBefore}", "$$NOW" })));
        var owed = most <= 0 ? [] : await database.RunAsync(
            () => database.Alerts.Find(AllOf(new BsonDocument(Owed, true), isTime, isDue)).Sort(new BsonDocument(Order, 1)).Limit(most).ToListAsync(cancellationToken), cancellationToken);
        return [.. owed.Select(alert => new OwedAlert(Read(alert), MongoFailures.Read(alert, document => document[Relayed].ToInt32())))];
    }

    public async Task RelayedAsync(ScanId id, int revision, CancellationToken cancellationToken)
    {
        await database.RunAsync(
            () => database.Alerts.UpdateOneAsync(Id(id.Value), new Change().Most(Relayed, revision).ToUpdate(), cancellationToken: cancellationToken), cancellationToken);
        // The hint alone: should this not be done, one alert more is looked at.
        var isThere = AllOf(Id(id.Value), new BsonDocument("$expr", new BsonDocument("$gte", new BsonArray { $"${Relayed}", $"${Revision}" })));
        await database.RunAsync(
            () => database.Alerts.UpdateOneAsync(isThere, new Change().Unset(Owed).ToUpdate(), cancellationToken: cancellationToken), cancellationToken);
    }

    public async Task<IReadOnlyList<Alert>> ListByDatabaseAsync(string data, CancellationToken cancellationToken)
    {
        await BringAsync([], cancellationToken);
        var filter = new BsonDocument { { Data, Bson.Text(data) }, { Watch, new BsonDocument("$gt", string.Empty) } };
        var alerts = await database.RunAsync(
            () => database.Alerts.Find(filter, MongoStoreDatabase.InPages).Sort(new BsonDocument(Order, 1)).ToListAsync(cancellationToken), cancellationToken);
        return [.. alerts.Select(Read)];
    }

    public async Task<IReadOnlyList<Alert>> ListHeldAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        await BringAsync([], cancellationToken);
        var filter = new BsonDocument { { NotBefore, Bson.Time(moment) }, { Watch, new BsonDocument("$gt", string.Empty) } };
        var alerts = await database.RunAsync(
            () => database.Alerts.Find(filter, MongoStoreDatabase.InPages).Sort(new BsonDocument(Order, 1)).ToListAsync(cancellationToken), cancellationToken);
        return [.. alerts.Select(Read)];
    }

    private static BsonDocument Id(string id) => new("_id", Bson.Text(id));

    private static AlertBook Book(BsonDocument book) => StoreJson.Read(MongoFailures.Read(book, document => document[Document].AsString), "what a watch has told", StoredAlert.Book);

    private static Alert Read(BsonDocument alert) => Read(MongoFailures.Read(alert, document => document[Document].AsString));

    private static Alert Read(string document) => StoreJson.Read(document, "an alert", StoredAlert.Alert);

    // A new document: one that is there already has its key, and is another's.
    private static async Task<bool> TryChangeAsync(IMongoCollection<BsonDocument> items, BsonDocument filter, Change change, bool isNew, CancellationToken cancellationToken)
    {
        try
        {
            var result = await items.UpdateOneAsync(filter, change.ToUpdate(), new UpdateOptions { IsUpsert = isNew }, cancellationToken);
            return result.MatchedCount > 0 || result.UpsertedId is not null;
        }
        catch (MongoException e) when (isNew && MongoFailures.IsDuplicateKey(e))
        {
            return false;
        }
    }

    /// <summary>Brings what stands in books to documents of their own, all of it.</summary>
    internal async Task BringAllAsync(CancellationToken cancellationToken)
    {
        var filter = new BsonDocument(Unbrought, true);
        while (await database.FindAsync(database.AlertBooks, filter, cancellationToken, Bson.Names("_id")) is not null)
        {
            await BringAsync([], cancellationToken);
        }
    }

    // From books to documents of their own.
    private async Task BringAsync(BsonDocument which, CancellationToken cancellationToken)
    {
        var filter = new BsonDocument(which).Add(Unbrought, true);
        var books = await database.RunAsync(
            () => database.AlertBooks.Find(filter).Project<BsonDocument>(Bson.Names(Messages, Revision)).Limit(200).ToListAsync(cancellationToken), cancellationToken);
        foreach (var book in books)
        {
            foreach (var alert in book[Messages].AsBsonArray)
            {
                await PutAsync(Read(alert.AsString), cancellationToken);
            }

            // Unless somebody did it and wrote the next meanwhile.
            var same = new BsonDocument { { "_id", book["_id"] }, { Revision, book[Revision] } };
            await database.RunAsync(
                () => database.AlertBooks.UpdateOneAsync(same, new Change().Unset(Unbrought, Messages).ToUpdate(), cancellationToken: cancellationToken), cancellationToken);
        }
    }
}
