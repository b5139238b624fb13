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

/// <content>How a claim ends, and results.</content>
internal sealed partial class MongoScanStore
{
    public async Task<LeaseAnswer> ReleaseAsync(Claim claim, TimeSpan after, bool isFailure, CancellationToken cancellationToken)
    {
        // One that somebody wants to stop waits for nobody any more. Whether somebody does may change between the two questions, once.
        for (var round = 0; round < 2; round++)
        {
            if (await EndAsync(claim, new BsonDocument(StopWanted, true), new Change().End(Cancelled), cancellationToken) == LeaseAnswer.Held)
            {
                return LeaseAnswer.Held;
            }

            var back = new Change().Set(State, Queued).DropLease().Unset(Target, Ousted).Due(after);
            if (await EndAsync(claim, new BsonDocument(StopWanted, BsonNull.Value), isFailure ? back.Add(Failures, 1) : back.Add(Attempts, -1), cancellationToken) == LeaseAnswer.Held)
            {
                return LeaseAnswer.Held;
            }
        }

        return LeaseAnswer.Stale;
    }

    public Task<LeaseAnswer> FinishAsync(ScanResult result, Claim claim, CancellationToken cancellationToken) => FinishAsync(result, claim, new Change(), cancellationToken);

    private async Task<LeaseAnswer> FinishAsync(ScanResult result, Claim claim, Change also, CancellationToken cancellationToken)
    {
        // What is known to be stale need not be written; what becomes so meanwhile is taken away again.
        if (claim.Item != result.Id.Value || await LookAsync(claim, cancellationToken) == LeaseAnswer.Stale)
        {
            return LeaseAnswer.Stale;
        }

        var written = await _results.WriteAsync(result, cancellationToken);
        var change = also.End(Finished).Set(ResultId, result.Id.Value).Set(Result, written)
            .Set(Progress, Bson.Text(StoredProgress.Write(result.Stages.Select(StageProgress.Of))));
        var answer = await EndAsync(claim, [], change, cancellationToken);
        await _results.SettleAsync(written, isNamed: answer == LeaseAnswer.Held, cancellationToken);
        return answer;
    }

    public async Task<bool> AmendAsync(ScanResult result, CancellationToken cancellationToken)
    {
        var before = new BsonDocument { { "_id", result.Id.Value }, { "result.revision", result.Revision - 1 } };
        if (await database.FindAsync(database.Scans, before, cancellationToken, Bson.Names("result.key")) is not { } scan)
        {
            return false;
        }

        var written = await _results.WriteAsync(result, cancellationToken);
        // Only over the revision just before: two that amend at once must not lose each other's answers.
        var isNamed = await database.RunAsync(
            async isAgain => (await database.Scans.UpdateOneAsync(before, new Change().Set(Result, written).Set(Unsaid, true).ToUpdate(), cancellationToken: cancellationToken)).MatchedCount > 0
                || (isAgain && await database.Scans.Find(new BsonDocument { { "_id", result.Id.Value }, { "result.key", written["key"] } }).AnyAsync(cancellationToken)),
            cancellationToken);
        await _results.SettleAsync(written, isNamed, cancellationToken);
        if (isNamed)
        {
            await _results.DeleteAsync(scan[Result]["key"].AsString, cancellationToken);
        }

        return isNamed;
    }

    public async Task<LeaseAnswer> FinishWithAsync(ScanId result, Claim claim, CancellationToken cancellationToken)
    {
        // Without the result the scan stays claimed: a scan that is finished and has none would be a scan that found nothing. A result that goes away is put away first, for an hour (MongoRetention).
        var named = new BsonDocument { { "_id", result.Value }, { Result, new BsonDocument("$exists", true) } };
        return await database.FindAsync(database.Scans, named, cancellationToken, Bson.Names("_id")) is null
            ? LeaseAnswer.Stale
            : await EndAsync(claim, [], new Change().End(Finished).Set(ResultId, result.Value), cancellationToken);
    }

    public Task<LeaseAnswer> StopAsync(Claim claim, CancellationToken cancellationToken) => EndAsync(claim, [], new Change().End(Cancelled), cancellationToken);

    private Task<LeaseAnswer> EndAsync(Claim claim, BsonDocument also, Change change, CancellationToken cancellationToken)
        => database.EndAsync(database.Scans, AllOf(Holder(claim), also), claim, change, cancellationToken);
}
