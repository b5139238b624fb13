using System.Text.RegularExpressions;
using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Documents;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Database.Leases;
using static DockerScan.Mongo.Watches.WatchDocument;

namespace DockerScan.Mongo.Watches;

/// <content>Runs as work.</content>
internal sealed partial class MongoWatchStore
{
    public Task<bool> PlanAsync(string watch, DateTimeOffset planned, CancellationToken cancellationToken)
    {
        var run = New(watch, planned);
        var mine = new BsonDocument { { "_id", run["_id"] }, { Order, run[Order] } };
        return database.RunAsync(
            async isAgain => (isAgain && await database.WatchRuns.Find(mine).AnyAsync(cancellationToken)) || await TryInsertAsync(database.WatchRuns, run, cancellationToken), cancellationToken);
    }

    public async Task<bool> HasEarlierAsync(WatchRun run, CancellationToken cancellationToken)
    {
        var earlier = new BsonDocument { { WatchId, Bson.Text(run.WatchId) }, { Open, true }, { Planned, new BsonDocument("$lt", Bson.Time(run.Planned)) } };
        return await database.FindAsync(database.WatchRuns, earlier, cancellationToken, Bson.Names("_id")) is not null;
    }

    public async Task<Claimed<WatchRun>?> ClaimAsync(ClaimWish wish, CancellationToken cancellationToken)
    {
        var which = wish.Only is { } only ? new BsonDocument { { "_id", Bson.Text(only) }, { Open, true } } : AllOf(new BsonDocument(Open, true), IsDue);
        var sort = new BsonDocument { { DueSince, 1 }, { Order, 1 } };
        return await database.TakeAsync(database.WatchRuns, AllOf(which, IsFree(wish.Lease)), sort, wish, new Change(), cancellationToken) is { } run ? MongoFailures.Read(run, ToClaimed) : null;
    }

    public Task<LeaseAnswer> RenewAsync(Claim claim, TimeSpan lease, CancellationToken cancellationToken) => ChangeAsync(claim, Renew(lease), cancellationToken);

    public Task<LeaseAnswer> KeepAsync(Claim claim, IReadOnlyList<WatchScan> scans, WatchCounts counts, CancellationToken cancellationToken)
        => ChangeAsync(claim, new Change().Set(WaitsFor, Bson.Text(StoreJson.Write(scans))).Set(Counts, Bson.Text(StoreJson.Write(counts))), cancellationToken);

    // The scans that a run waits for stand in it as JSON, each by its id.
    public Task<int> WakeAsync(ScanId scan, CancellationToken cancellationToken)
        => database.RunAsync(
            async () => (int)(await database.WatchRuns.UpdateManyAsync(
                new BsonDocument { { Open, true }, { WaitsFor, new BsonRegularExpression($"\"{Regex.Escape(scan.Value)}\"") } }, new Change().Due(TimeSpan.Zero).ToUpdate(),
                cancellationToken: cancellationToken)).ModifiedCount,
            cancellationToken);

    public Task<LeaseAnswer> ReleaseAsync(Claim claim, TimeSpan after, bool isFailure, CancellationToken cancellationToken)
        => database.EndAsync(database.WatchRuns, Held(claim), claim, new Change().DropLease().Due(after).Add(Failures, isFailure ? 1 : 0), cancellationToken);

    public async Task<LeaseAnswer> EndAsync(Claim claim, WatchRunEnd end, CancellationToken cancellationToken)
    {
        var change = new Change().DropLease().Unset(Open, WaitsFor).Now(EndedAt).Set(Ending, Bson.Text(StoreJson.Write(end))).Set(Newest, true);
        var answer = await database.EndAsync(database.WatchRuns, Held(claim), claim, change, cancellationToken);
        if (answer == LeaseAnswer.Held && await database.FindAsync(database.WatchRuns, Id(claim.Item), cancellationToken, Bson.Names(WatchId)) is { } run)
        {
            await PassOnAsync(run[WatchId], cancellationToken);
        }

        return answer;
    }

    public Task<int> EndLeasesAsync(string owner, CancellationToken cancellationToken)
        => database.RunAsync(
            async () => (int)(await database.WatchRuns.UpdateManyAsync(
                new BsonDocument(Owner, Bson.Text(owner)), new Change().DropLease().Due(TimeSpan.Zero).ToUpdate(), cancellationToken: cancellationToken)).ModifiedCount,
            cancellationToken);

    public async Task<IReadOnlyList<EndedWatchRun>> ListLastAsync(CancellationToken cancellationToken)
    {
        var ended = await database.RunAsync(() => database.WatchRuns.Find(new BsonDocument(Newest, true), MongoStoreDatabase.InPages).ToListAsync(cancellationToken), cancellationToken);
        return [.. ended.Select(run => MongoFailures.Read(run, ToEnded)).GroupBy(run => run.WatchId, StringComparer.Ordinal).Select(runs => runs.MaxBy(run => run.Planned)!)];
    }

    public Task<int> CountOpenAsync(CancellationToken cancellationToken)
        => database.RunAsync(async () => (int)await database.WatchRuns.CountDocumentsAsync(new BsonDocument(Open, true), cancellationToken: cancellationToken), cancellationToken);

    private Task<LeaseAnswer> ChangeAsync(Claim claim, Change change, CancellationToken cancellationToken)
        => database.RunAsync(
            async () => await TryChangeAsync(database.WatchRuns, Held(claim), change, cancellationToken) ? LeaseAnswer.Held : LeaseAnswer.Stale, cancellationToken);

    // The mark belongs to one run. Should this not be done, the next end of a run does it.
    private async Task PassOnAsync(BsonValue watch, CancellationToken cancellationToken)
    {
        var marked = new BsonDocument { { WatchId, watch }, { Newest, true } };
        var newest = await database.RunAsync<BsonDocument?>(
            async () => await database.WatchRuns.Find(marked).Sort(new BsonDocument(Planned, -1)).Project<BsonDocument>(Bson.Names(Planned)).Limit(1).FirstOrDefaultAsync(cancellationToken), cancellationToken);
        if (newest is not null)
        {
            marked.Add(Planned, new BsonDocument("$lt", newest[Planned]));
            await database.RunAsync(() => database.WatchRuns.UpdateManyAsync(marked, new Change().Unset(Newest).ToUpdate(), cancellationToken: cancellationToken), cancellationToken);
        }
    }
}
