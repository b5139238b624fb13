using DockerScan.Core.Stores;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Cards.CardDocument;
using static DockerScan.Mongo.Database.Leases;

namespace DockerScan.Mongo.Cards;

/// <summary>The outbox of cards beside the scans.</summary>
internal sealed partial class MongoCardStore(MongoStoreDatabase database) : ICardStore
{
    private const int KeepDays = 60;

    public async Task<Claim> KeepAsync(KeptCard card, string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        // A verdict has its turn when it is owed.
        var turn = card.Kind == CardKind.Report ? await FindTurnAsync(card.Platform, card.Place, isFirst: true, cancellationToken) : 0;
        var change = New(card, owner, lease, turn);
        await database.RunAsync(
            async () =>
            {
                try
                {
                    // A card that is there already was written when the answer was lost.
                    return await database.Cards.UpdateOneAsync(
                        new BsonDocument { { "_id", Bson.Text(card.Id) }, { Fence, new BsonDocument("$exists", false) } }, change.ToUpdate(), new UpdateOptions { IsUpsert = true }, cancellationToken);
                }
                catch (MongoException e) when (MongoFailures.IsDuplicateKey(e))
                {
                    return UpdateResult.Unacknowledged.Instance;
                }
            },
            cancellationToken);

        // A verdict is owed when its scan has ended, be it before. Looked for behind the card, so that an end meanwhile finds the one or the other.
        if (await FindWantedAsync(card.Scan.Value, cancellationToken) is { } wanted)
        {
            await WantAsync([card.Scan.Value], wanted, cancellationToken);
        }

        return new Claim(card.Id, 1);
    }

    public async Task<DueCard?> FindAsync(string id, CancellationToken cancellationToken)
        => await database.FindAsync(database.Cards, new BsonDocument("_id", Bson.Text(id)), cancellationToken) is { } card ? MongoFailures.Read(card, ToClaimed).Item : null;

    public Task<LeaseAnswer> PostedAsync(Claim claim, string address, CancellationToken cancellationToken)
        => ChangeAsync(claim, new Change().Set(Address, Bson.Text(address)), cancellationToken);

    public async Task<LeaseAnswer> ShownAsync(Claim claim, int revision, CancellationToken cancellationToken)
    {
        var answer = await EndAsync(claim, new Change().Most(Shown, revision).Now(ShownAt).Set(Failures, 0).DropLease().Due(TimeSpan.Zero), cancellationToken);
        if (answer == LeaseAnswer.Held)
        {
            // The hint alone: should this not be done, a claim looks at one card more.
            await ChangeAsync(AllOf(new BsonDocument("_id", Bson.Text(claim.Item)), OwesNothing), new Change().Unset(Owed), cancellationToken);
        }

        return answer;
    }

    public async Task<Claimed<DueCard>?> ClaimAsync(ClaimWish wish, CancellationToken cancellationToken)
    {
        var lane = new BsonDocument { { Owed, true }, { Platform, Bson.Text(wish.Lane) } };
        var filter = AllOf(lane, Owes, wish.Only is { } only ? new BsonDocument("_id", Bson.Text(only)) : IsDue, IsFree(wish.Lease));
        var sort = new BsonDocument { { Turn, 1 }, { DueSince, 1 }, { Order, 1 } };
        return await database.TakeAsync(database.Cards, filter, sort, wish, new Change(), cancellationToken) is { } card ? MongoFailures.Read(card, ToClaimed) : null;
    }

    public Task<LeaseAnswer> RenewAsync(Claim claim, TimeSpan lease, CancellationToken cancellationToken) => ChangeAsync(claim, Renew(lease), cancellationToken);

    public Task<LeaseAnswer> ReleaseAsync(Claim claim, TimeSpan after, bool isFailure, CancellationToken cancellationToken)
        => EndAsync(claim, new Change().DropLease().Due(after).Add(Failures, isFailure ? 1 : 0), cancellationToken);

    public Task<int> EndLeasesAsync(string owner, CancellationToken cancellationToken)
        => ChangeManyAsync(new BsonDocument(Owner, Bson.Text(owner)), new Change().DropLease().Due(TimeSpan.Zero), cancellationToken);

    public Task<LeaseAnswer> ForgetAsync(Claim claim, CancellationToken cancellationToken)
        => database.RunAsync(
            async isAgain =>
                (await database.Cards.DeleteOneAsync(Held(claim), cancellationToken)).DeletedCount > 0
                || (isAgain && !await database.Cards.Find(new BsonDocument("_id", Bson.Text(claim.Item))).AnyAsync(cancellationToken))
                    ? LeaseAnswer.Held
                    : LeaseAnswer.Stale,
            cancellationToken);

    public Task RenewAllAsync(string owner, TimeSpan lease, CancellationToken cancellationToken)
        => ChangeManyAsync(new BsonDocument(Owner, Bson.Text(owner)), Renew(lease), cancellationToken);

    public Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
        => database.RunAsync(
            () => database.Cards.DeleteManyAsync(new BsonDocument(CreatedAt, new BsonDocument("$lt", Bson.Time(now.AddDays(-KeepDays)))), cancellationToken), cancellationToken);

    private Task<LeaseAnswer> ChangeAsync(Claim claim, Change change, CancellationToken cancellationToken) => ChangeAsync(Held(claim), change, cancellationToken);

    private Task<LeaseAnswer> ChangeAsync(BsonDocument filter, Change change, CancellationToken cancellationToken)
        => database.RunAsync(
            async () => (await database.Cards.UpdateOneAsync(filter, change.ToUpdate(), cancellationToken: cancellationToken)).MatchedCount > 0 ? LeaseAnswer.Held : LeaseAnswer.Stale, cancellationToken);

    private Task<LeaseAnswer> EndAsync(Claim claim, Change change, CancellationToken cancellationToken)
        => database.EndAsync(database.Cards, Held(claim), claim, change, cancellationToken);

    private Task<int> ChangeManyAsync(BsonDocument filter, Change change, CancellationToken cancellationToken)
        => database.RunAsync(async () => (int)(await database.Cards.UpdateManyAsync(filter, change.ToUpdate(), cancellationToken: cancellationToken)).ModifiedCount, cancellationToken);
}
