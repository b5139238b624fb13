using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;
using DockerScan.Documents;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using static DockerScan.Mongo.Database.Leases;
using static DockerScan.Mongo.Reputations.LookupDocument;

namespace DockerScan.Mongo.Reputations;

/// <content>Look-ups as work.</content>
internal sealed partial class MongoReputationStore
{
    public async Task<Claimed<PendingLookup>?> ClaimAsync(ClaimWish wish, CancellationToken cancellationToken)
    {
        var which = new BsonDocument(Open, true);
        if (wish.IsForPeople)
        {
            which.Add(Interactive, 1);
        }

        var filter = AllOf(which, wish.Only is { } only ? new BsonDocument("_id", Bson.Text(only)) : IsDue, IsFree(wish.Lease));
        return await database.TakeAsync(database.Lookups, filter, Order1st, wish, new Change(), cancellationToken) is { } lookup ? MongoFailures.Read(lookup, ToClaimed) : null;
    }

    public Task<LeaseAnswer> RenewAsync(Claim claim, TimeSpan lease, CancellationToken cancellationToken)
        => database.RunAsync(
            async () => (await database.Lookups.UpdateOneAsync(Held(claim), Renew(lease).ToUpdate(), cancellationToken: cancellationToken)).MatchedCount > 0 ? LeaseAnswer.Held : LeaseAnswer.Stale,
            cancellationToken);

    public Task<LeaseAnswer> ReleaseAsync(Claim claim, TimeSpan after, bool isFailure, CancellationToken cancellationToken)
        => EndAsync(claim, new Change().DropLease().Due(after).Add(Failures, isFailure ? 1 : 0), cancellationToken);

    public Task<int> EndLeasesAsync(string owner, CancellationToken cancellationToken)
        => database.RunAsync(
            async () => (int)(await database.Lookups.UpdateManyAsync(new BsonDocument(Owner, Bson.Text(owner)), new Change().DropLease().ToUpdate(), cancellationToken: cancellationToken)).ModifiedCount,
            cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The answer is written into the look-up's own document in the step that ends it, and brought on from there.</remarks>
    public async Task<LeaseAnswer> AnswerAsync(
        Claim claim, Indicator indicator, ReputationReport report, DateTimeOffset? askAgainAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Nobody else changes it as long as the claim holds, and nothing is written when it does not.
        var before = await database.FindAsync(database.Reputations, new BsonDocument("_id", Bson.Text(KeyOf(indicator))), cancellationToken, Bson.Names("reputation"));
        var isChanged = before is not null && before["reputation"].AsString != StoredNames.Of(report.Reputation);
        var answer = AnswerRelay.Pack(indicator, report, isChanged, now);
        var end = new Change().DropLease().Set(Answer, answer).Now(AnsweredAt).Least(FirstAnsweredAt, Bson.Time(now)).Set(Failures, 0);
        end = askAgainAt is { } again
            ? end.Set(Interactive, 0).Set(DueSince, Bson.Time(again)).Set(DueAfter, 0L)
            : end.Unset(Open);
        if (await EndAsync(claim, end, cancellationToken) == LeaseAnswer.Stale)
        {
            return LeaseAnswer.Stale;
        }

        await _relay.BringAsync(KeyOf(indicator), answer, cancellationToken);
        return LeaseAnswer.Held;
    }

    private Task<LeaseAnswer> EndAsync(Claim claim, Change change, CancellationToken cancellationToken)
        => database.EndAsync(database.Lookups, Held(claim), claim, change, cancellationToken);
}
