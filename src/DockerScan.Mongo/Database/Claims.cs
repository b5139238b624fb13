using DockerScan.Core.Stores;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Database.Leases;

namespace DockerScan.Mongo.Database;

/// <summary>The step in which somebody takes the first document that is free, or ends a claim.</summary>
internal static class Claims
{
    private const string Token = "claim";

    /// <summary>Takes the first in an order. When the answer was lost, what was taken is known by its token, and is not taken twice.</summary>
    public static Task<BsonDocument?> TakeAsync(
        this MongoStoreDatabase database, IMongoCollection<BsonDocument> items, BsonDocument filter, BsonDocument sort, ClaimWish wish, Change change, CancellationToken cancellationToken)
    {
        var token = ObjectId.GenerateNewId();
        var options = new FindOneAndUpdateOptions<BsonDocument> { Sort = sort, ReturnDocument = ReturnDocument.After };
        change.Set(Owner, Bson.Text(wish.Owner)).Set(Length, Bson.Span(wish.Lease)).Now(Since).Add(Fence, 1).Set(Token, token);
        return database.RunAsync<BsonDocument?>(
            async isAgain =>
                (isAgain ? await items.Find(new BsonDocument { { Owner, Bson.Text(wish.Owner) }, { Token, token } }).FirstOrDefaultAsync(cancellationToken) : null)
                ?? await items.FindOneAndUpdateAsync<BsonDocument>(filter, change.ToUpdate(), options, cancellationToken),
            cancellationToken);
    }

    /// <summary>A write that ends a claim: done twice, it finds its own number as the one that ended.</summary>
    public static Task<LeaseAnswer> EndAsync(
        this MongoStoreDatabase database, IMongoCollection<BsonDocument> items, BsonDocument holder, Claim claim, Change change, CancellationToken cancellationToken)
    {
        var update = change.Set(EndedBy, claim.Fence).ToUpdate();
        var ended = new BsonDocument { { "_id", Bson.Text(claim.Item) }, { Fence, claim.Fence }, { EndedBy, claim.Fence } };
        return database.RunAsync(
            async isAgain =>
                (await items.UpdateOneAsync(holder, update, cancellationToken: cancellationToken)).MatchedCount > 0 || (isAgain && await items.Find(ended).AnyAsync(cancellationToken))
                    ? LeaseAnswer.Held
                    : LeaseAnswer.Stale,
            cancellationToken);
    }
}
