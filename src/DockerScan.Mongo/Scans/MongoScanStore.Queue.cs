using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Database.Leases;
using static DockerScan.Mongo.Scans.ScanDocument;

namespace DockerScan.Mongo.Scans;

/// <content>Who asks: queueing, joining, cancelling.</content>
internal sealed partial class MongoScanStore
{
    // Others may queue and end the same wish meanwhile; each round somebody else got on.
    private const int Rounds = 20;

    public async Task<EnqueuedScan> EnqueueAsync(ScanId id, ScanRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var turn = await FindTurnAsync(request, cancellationToken);
        var scan = await database.RunAsync(() => InsertOrJoinAsync(New(id, request, now, turn), cancellationToken), cancellationToken);
        var job = Read(scan, ToJob);
        var position = job.State == ScanState.Queued ? await CountAsync(Before(scan), cancellationToken) : 0;
        return new EnqueuedScan(job, Joined: job.Id != id, (int)position);
    }

    public async Task<CancelAnswer> CancelAsync(ScanId id, CancellationToken cancellationToken)
    {
        for (var round = 0; round < Rounds; round++)
        {
            // Nobody works on what waits, nor on what a lease that is over was for.
            var idle = AllOf(Key(id), AnyOf(new BsonDocument(State, Queued), AllOf(new BsonDocument(State, Running), IsOver)));
            if (await ChangeAsync(idle, new Change().Set(StopWanted, true).End(Cancelled), cancellationToken))
            {
                return CancelAnswer.Cancelled;
            }

            if (await ChangeAsync(new BsonDocument { { "_id", id.Value }, { State, Running } }, new Change().Set(StopWanted, true), cancellationToken))
            {
                return CancelAnswer.Asked;
            }

            switch ((await database.FindAsync(database.Scans, Key(id), cancellationToken, Bson.Names(State)))?.TextOrNull(State))
            {
                case null:
                    return CancelAnswer.Unknown;
                case Cancelled:
                    return CancelAnswer.Cancelled;
                case Finished:
                    return CancelAnswer.Ended;
            }
        }

        throw Busy();
    }

    private static EngineException Busy() => new(new ScanFailure(FailureKind.Internal, "the store is changed by others all the time; try again"));

    private async Task<BsonDocument> InsertOrJoinAsync(BsonDocument wanted, CancellationToken cancellationToken)
    {
        var options = new FindOneAndUpdateOptions<BsonDocument> { ReturnDocument = ReturnDocument.After };
        for (var round = 0; round < Rounds; round++)
        {
            try
            {
                await database.Scans.InsertOneAsync(wanted, cancellationToken: cancellationToken);
                return wanted;
            }
            catch (MongoException e) when (MongoFailures.IsDuplicateKey(e))
            {
                // The same wish is in flight, or this very document was written when its answer was lost: then the better of its place and its own is its own.
                var join = new Change().Least(Place, wanted[Place]);
                if (await database.Scans.FindOneAndUpdateAsync<BsonDocument>(new BsonDocument(InFlight, wanted[InFlight]), join.ToUpdate(), options, cancellationToken) is { } scan)
                {
                    return scan;
                }

                // Written when its answer was lost, and ended since.
                if (await database.Scans.Find(new BsonDocument("_id", wanted["_id"])).FirstOrDefaultAsync(cancellationToken) is { } mine)
                {
                    return mine;
                }
            }
        }

        throw Busy();
    }

    private Task<bool> ChangeAsync(BsonDocument filter, Change change, CancellationToken cancellationToken)
        => database.RunAsync(async () => (await database.Scans.UpdateOneAsync(filter, change.ToUpdate(), cancellationToken: cancellationToken)).MatchedCount > 0, cancellationToken);
}
