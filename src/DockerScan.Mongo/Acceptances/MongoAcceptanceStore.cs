using DockerScan.Core.Acceptances;
using DockerScan.Core.Stores;
using DockerScan.Documents;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;

namespace DockerScan.Mongo.Acceptances;

/// <summary>Acceptances: each is a document under its own id, and who took it back is added to it.</summary>
internal sealed class MongoAcceptanceStore(MongoStoreDatabase database) : IAcceptanceStore
{
    private const string Repository = "repository";
    private const string EndsAt = "endsAt";
    private const string Order = "order";
    private const string Document = "document";
    private const string Removal = "removal";

    // Of one without an end.
    private static readonly BsonDateTime Never = new(DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());

    private static BsonDocument NewestFirst => new(Order, -1);

    public Task AddAsync(Acceptance acceptance, CancellationToken cancellationToken)
    {
        var document = new BsonDocument
        {
            { "_id", Bson.Text(acceptance.Id) }, { MongoSchema.Version, MongoSchema.Current }, { Order, ObjectId.GenerateNewId() },
            { Repository, Bson.Text(RepositoryPattern.IsWild(acceptance.Repository) ? string.Empty : acceptance.Repository) },
            { EndsAt, acceptance.EndsAt is { } end ? Bson.Time(end) : Never }, { Document, Bson.Text(StoreJson.Write(acceptance with { Removal = null })) },
        };
        if (acceptance.Removal is { } removal)
        {
            document.Add(Removal, Bson.Text(StoreJson.Write(removal)));
        }

        return database.RunAsync(() => InsertAsync(document, cancellationToken), cancellationToken);
    }

    public async Task<Acceptance?> FindAsync(string id, CancellationToken cancellationToken)
        => await database.FindAsync(database.Acceptances, Id(id), cancellationToken) is { } document ? Read(document) : null;

    public async Task<bool> RemoveAsync(string id, AcceptanceRemoval removal, CancellationToken cancellationToken)
    {
        var text = StoreJson.Write(removal);
        var free = Id(id).Add(Removal, new BsonDocument("$exists", false));
        // One that ended by its date before stays so.
        var change = new Change().Set(Removal, Bson.Text(text)).Least(EndsAt, Bson.Time(removal.At));
        return await database.RunAsync(
            async isAgain => (await database.Acceptances.UpdateOneAsync(free, change.ToUpdate(), cancellationToken: cancellationToken)).MatchedCount > 0
                // It was written when the answer was lost.
                || (isAgain && await database.Acceptances.Find(Id(id).Add(Removal, Bson.Text(text))).AnyAsync(cancellationToken)),
            cancellationToken);
    }

    public async Task<IReadOnlyList<Acceptance>> ListAsync(DateTimeOffset since, CancellationToken cancellationToken)
        => await QueryAsync(new BsonDocument(EndsAt, After(since)), [], IAcceptanceStore.MaxInForce, cancellationToken);

    public async Task<IReadOnlyList<Acceptance>> ListForAsync(string repository, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var named = new BsonDocument("$in", Bson.Texts([repository, string.Empty]));
        return await QueryAsync(new BsonDocument { { Repository, named }, { EndsAt, After(since) } }, NewestFirst, IAcceptanceStore.MaxInForce, cancellationToken);
    }

    public Task<IReadOnlyList<Acceptance>> ListHistoryAsync(int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IAcceptanceStore.MaxListed);
        return QueryAsync([], NewestFirst, limit, cancellationToken);
    }

    private static BsonDocument Id(string id) => new("_id", Bson.Text(id));

    // Times before the epoch's beginning are "all there ever were".
    private static BsonDocument After(DateTimeOffset since) => new("$gt", Bson.Time(since));

    private static Acceptance Read(BsonDocument document) => MongoFailures.Read(document, static one =>
    {
        var what = $"acceptance {one["_id"].AsString}";
        var acceptance = StoreJson.Read(one[Document].AsString, what, StoredAcceptance.Acceptance);
        return one.TextOrNull(Removal) is { } removal ? acceptance with { Removal = StoreJson.Read(removal, what, StoredAcceptance.Removal) } : acceptance;
    });

    private async Task<IReadOnlyList<Acceptance>> QueryAsync(BsonDocument filter, BsonDocument sort, int limit, CancellationToken cancellationToken)
    {
        var documents = await database.RunAsync(
            () => database.Acceptances.Find(filter, new FindOptions { BatchSize = 1_000 }).Sort(sort).Limit(limit).ToListAsync(cancellationToken), cancellationToken);
        return [.. documents.OrderByDescending(document => document[Order]).Select(Read)];
    }

    private async Task<bool> InsertAsync(BsonDocument document, CancellationToken cancellationToken)
    {
        try
        {
            await database.Acceptances.InsertOneAsync(document, cancellationToken: cancellationToken);
        }
        catch (MongoException e) when (MongoFailures.IsDuplicateKey(e))
        {
            // It is there already, or was written when the answer was lost.
        }

        return true;
    }
}
