using DockerScan.Core;
using DockerScan.Mongo.Database;
using DockerScan.Mongo.Scans;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Cards.CardDocument;
using static DockerScan.Mongo.Database.Leases;

namespace DockerScan.Mongo.Cards;

/// <content>What cards should show.</content>
internal sealed partial class MongoCardStore
{
    private const int Batch = 500;

    public async Task WantAsync(ScanId scan, int revision, CancellationToken cancellationToken)
    {
        await SayAsync(scan.Value, revision, cancellationToken);
    }

    public async Task<int> RepairAsync(CancellationToken cancellationToken)
    {
        var changed = 0;
        var unsaid = await database.RunAsync(
            () => database.Scans.Find(new BsonDocument(ScanDocument.Unsaid, true)).Project<BsonDocument>(Bson.Names("_id")).Limit(Batch).ToListAsync(cancellationToken), cancellationToken);
        foreach (var id in unsaid.Select(scan => scan["_id"].AsString))
        {
            changed += await FindWantedAsync(id, cancellationToken) is { } wanted ? await SayAsync(id, wanted, cancellationToken) : 0;
        }

        return changed;
    }

    // What the cards of a scan should show; null while it works.
    private async Task<int?> FindWantedAsync(string id, CancellationToken cancellationToken)
    {
        var fields = Bson.Names(ScanDocument.State, ScanDocument.ResultId, "result.revision");
        var scan = await database.FindAsync(database.Scans, new BsonDocument("_id", id), cancellationToken, fields);
        switch (scan?.TextOrNull(ScanDocument.State))
        {
            case ScanDocument.Cancelled:
                return 0;
            case ScanDocument.Finished:
                var owner = scan[ScanDocument.ResultId].AsString;
                var result = owner == id ? scan : await database.FindAsync(database.Scans, new BsonDocument("_id", owner), cancellationToken, fields);
                return result?[ScanDocument.Result]["revision"].ToInt32();
            default:
                return null;
        }
    }

    // The scan's own cards and those of every scan that its result answers; then the scan is told that this is done.
    private async Task<int> SayAsync(string scan, int revision, CancellationToken cancellationToken)
    {
        var answered = await database.RunAsync(
            () => database.Scans.Find(new BsonDocument(ScanDocument.ResultId, scan)).Project<BsonDocument>(Bson.Names("_id")).ToListAsync(cancellationToken), cancellationToken);
        string[] scans = [.. answered.Select(each => each["_id"].AsString).Append(scan).Distinct(StringComparer.Ordinal)];
        var changed = 0;
        foreach (var some in scans.Chunk(Batch))
        {
            changed += await WantAsync(some, revision, cancellationToken);
        }

        // One that was amended meanwhile has more to say.
        var said = AllOf(
            new BsonDocument { { "_id", scan }, { ScanDocument.Unsaid, true } },
            AnyOf(new BsonDocument("result.revision", BsonNull.Value), new BsonDocument("result.revision", new BsonDocument("$lte", revision))));
        await database.RunAsync(() => database.Scans.UpdateOneAsync(said, new Change().Unset(ScanDocument.Unsaid).ToUpdate(), cancellationToken: cancellationToken), cancellationToken);
        return changed;
    }

    private Task<int> WantAsync(string[] scans, int revision, CancellationToken cancellationToken)
        => ChangeManyAsync(
            new BsonDocument { { Scan, new BsonDocument("$in", Bson.Texts(scans)) }, { Wanted, new BsonDocument("$lt", revision) } },
            new Change().Set(Wanted, revision).Set(Owed, true),
            cancellationToken);
}
