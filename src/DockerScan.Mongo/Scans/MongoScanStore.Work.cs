using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Documents;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Database.Leases;
using static DockerScan.Mongo.Scans.ScanDocument;

namespace DockerScan.Mongo.Scans;

/// <content>Who works: claims and what is written with one.</content>
internal sealed partial class MongoScanStore
{
    public async Task<Claimed<ScanJob>?> ClaimAsync(ClaimWish wish, CancellationToken cancellationToken)
    {
        var free = AnyOf(new BsonDocument(State, Queued), AllOf(new BsonDocument(State, Running), IsFree(wish.Lease)));
        var which = wish.Only is { } only ? new BsonDocument { { "_id", Bson.Text(only) }, { Open, true } } : AllOf(new BsonDocument(Open, true), IsDue);
        var filter = wish.IsForPeople ? AllOf(which, free, new BsonDocument(Place, Places(ScanPriority.Person))) : AllOf(which, free);
        // A claim ends the hold on a target that an earlier attempt had.
        var change = new Change().Set(State, Running).Add(Attempts, 1).Unset(Target, Ousted, Progress);
        return await database.TakeAsync(database.Scans, filter, QueueOrder, wish, change, cancellationToken) is { } scan ? Read(scan, ToClaimed) : null;
    }

    /// <inheritdoc/>
    /// <remarks>A late renewal is good unless somebody took the scan or its target meanwhile.</remarks>
    public Task<LeaseAnswer> RenewAsync(Claim claim, TimeSpan lease, CancellationToken cancellationToken)
        => AnswerAsync(claim, new BsonDocument(Ousted, BsonNull.Value), Renew(lease), cancellationToken);

    public async Task<LeaseAnswer> LookAsync(Claim claim, CancellationToken cancellationToken)
        => Answer(await database.FindAsync(database.Scans, Holder(claim), cancellationToken, Bson.Names(StopWanted)));

    public Task<LeaseAnswer> ProgressAsync(Claim claim, IReadOnlyList<StageProgress> stages, CancellationToken cancellationToken)
        => AnswerAsync(claim, [], new Change().Set(Progress, Bson.Text(StoredProgress.Write(stages))), cancellationToken);

    public async Task<bool> TryTakeTargetAsync(Claim claim, string target, CancellationToken cancellationToken)
    {
        for (var round = 0; round < Rounds; round++)
        {
            try
            {
                return await ChangeAsync(AllOf(Holder(claim), Holds), new Change().Set(Target, Bson.Text(target)), cancellationToken);
            }
            catch (EngineException e) when (e.InnerException is { } inner && MongoFailures.IsDuplicateKey(inner))
            {
                // Its holder's lease may be over: then it loses the target, in its own document, and with it the right to renew.
                var lost = AllOf(new BsonDocument(Target, Bson.Text(target)), IsOver);
                if (!await ChangeAsync(lost, new Change().Set(Ousted, true).Unset(Target), cancellationToken)
                    && await database.FindAsync(database.Scans, new BsonDocument(Target, Bson.Text(target)), cancellationToken, Bson.Names("_id")) is { } holder)
                {
                    return IsMine(holder, claim);
                }
            }
        }

        throw Busy();
    }

    public Task<int> EndLeasesAsync(string owner, CancellationToken cancellationToken)
        => database.RunAsync(
            async () => (int)(await database.Scans.UpdateManyAsync(
                AllOf(new BsonDocument(Owner, Bson.Text(owner)), Holds), new Change().Set(Length, 0L).ToUpdate(), cancellationToken: cancellationToken)).ModifiedCount,
            cancellationToken);

    private static BsonDocument Holder(Claim claim) => new() { { "_id", Bson.Text(claim.Item) }, { Fence, claim.Fence }, { State, Running } };

    private static bool IsMine(BsonDocument scan, Claim claim) => scan["_id"].AsString == claim.Item;

    private static LeaseAnswer Answer(BsonDocument? scan)
        => scan is null ? LeaseAnswer.Stale : scan.Flag(StopWanted) ? LeaseAnswer.StopWanted : LeaseAnswer.Held;

    // A write of a claimant that goes on. It says the same when it is done twice.
    private async Task<LeaseAnswer> AnswerAsync(Claim claim, BsonDocument also, Change change, CancellationToken cancellationToken)
    {
        var options = new FindOneAndUpdateOptions<BsonDocument> { Projection = Bson.Names(StopWanted), ReturnDocument = ReturnDocument.After };
        return Answer(await database.RunAsync<BsonDocument?>(
            async () => await database.Scans.FindOneAndUpdateAsync<BsonDocument>(AllOf(Holder(claim), also), change.ToUpdate(), options, cancellationToken), cancellationToken));
    }
}
