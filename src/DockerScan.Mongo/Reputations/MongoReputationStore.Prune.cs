using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Database.Leases;
using static DockerScan.Mongo.Reputations.LookupDocument;

namespace DockerScan.Mongo.Reputations;

/// <content>What is too old to be of use.</content>
internal sealed partial class MongoReputationStore
{
    private const int LinkDays = 60;
    private const int AnswerDays = 400;

    public async Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await _relay.RepairAsync(cancellationToken);
        var (links, answers) = (Before(now.AddDays(-LinkDays)), Before(now.AddDays(-AnswerDays)));
        await DeleteAsync(database.Links, new BsonDocument(CreatedAt, links), cancellationToken);
        await DeleteAsync(database.Reputations, new BsonDocument("checkedAt", answers), cancellationToken);
        await DeleteAsync(database.Lookups, new BsonDocument { { CreatedAt, answers }, { DueSince, answers }, { Answer, BsonNull.Value } }, cancellationToken);
        await PruneStaleAsync(cancellationToken);
        var accounts = await database.RunAsync(() => database.Quotas.Find(new BsonDocument()).Project<BsonDocument>(Bson.Names("_id")).ToListAsync(cancellationToken), cancellationToken);
        foreach (var account in accounts)
        {
            await _quotas.ChangeAsync(account["_id"].AsString, ledger => (ledger.Prune(now.ToUnixTimeMilliseconds()), true), cancellationToken);
        }
    }

    private static BsonDocument Before(DateTimeOffset time) => new("$lt", Bson.Time(time));

    private async Task PruneStaleAsync(CancellationToken cancellationToken)
    {
        var marks = await database.RunAsync(() => database.Stale.Find(new BsonDocument()).Project<BsonDocument>(Bson.Names("_id")).ToListAsync(cancellationToken), cancellationToken);
        foreach (var some in marks.Select(mark => mark["_id"].AsString).Chunk(Batch))
        {
            var with = await FindWithResultAsync(some, cancellationToken);
            var without = Bson.Texts(some.Where(scan => !with.Contains(scan)));
            var linked = await database.RunAsync(
                () => database.Links.Find(new BsonDocument("scan", new BsonDocument("$in", without))).Project<BsonDocument>(Bson.Names("scan")).ToListAsync(cancellationToken), cancellationToken);
            var gone = new BsonArray(without.Except(linked.Select(link => link["scan"])));
            await DeleteAsync(database.Stale, new BsonDocument("_id", new BsonDocument("$in", gone)), cancellationToken);
        }
    }

    private Task<DeleteResult> DeleteAsync(IMongoCollection<BsonDocument> collection, BsonDocument filter, CancellationToken cancellationToken)
        => database.RunAsync(() => collection.DeleteManyAsync(filter, cancellationToken), cancellationToken);
}
