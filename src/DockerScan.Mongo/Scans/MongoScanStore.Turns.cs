using DockerScan.Core.Scans;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Database.Leases;
using static DockerScan.Mongo.Scans.ScanDocument;

namespace DockerScan.Mongo.Scans;

/// <content>Whose turn it is.</content>
internal sealed partial class MongoScanStore
{
    private static BsonDocument Before(BsonDocument scan) => AllOf(
        new BsonDocument(State, Queued),
        AnyOf(
            new BsonDocument(Place, new BsonDocument("$lt", scan[Place])),
            new BsonDocument { { Place, scan[Place] }, { CreatedAt, new BsonDocument("$lt", scan[CreatedAt]) } },
            new BsonDocument { { Place, scan[Place] }, { CreatedAt, scan[CreatedAt] }, { Order, new BsonDocument("$lt", scan[Order]) } }));

    /// <summary>
    /// The turn: as many as the asker has in flight after the one that runs now, so that askers go round. Three answers asked at once; they need
    /// not be of one moment, for a turn that is one too early or late is a matter of fairness alone.
    /// </summary>
    private async Task<long> FindTurnAsync(ScanRequest request, CancellationToken cancellationToken)
    {
        var places = Places(request.Priority);
        var turns = await Task.WhenAll(
            FindTurnAsync(new BsonDocument { { State, Running }, { Place, places } }, -1, cancellationToken),
            FindTurnAsync(new BsonDocument { { State, Queued }, { Place, places } }, 1, cancellationToken),
            FindTurnAsync(new BsonDocument { { Asker, Bson.Text(request.Asker) }, { Open, true }, { Place, places } }, -1, cancellationToken));
        return Math.Max(turns[0] ?? turns[1] ?? 0, turns[2] + 1 ?? 0);
    }

    private Task<long?> FindTurnAsync(BsonDocument filter, int direction, CancellationToken cancellationToken)
        => database.RunAsync(
            async () => await database.Scans.Find(filter).Sort(new BsonDocument(Place, direction)).Project<BsonDocument>(Bson.Names(Place)).Limit(1).FirstOrDefaultAsync(cancellationToken) is { } scan
                ? TurnOf(scan)
                : (long?)null,
            cancellationToken);
}
