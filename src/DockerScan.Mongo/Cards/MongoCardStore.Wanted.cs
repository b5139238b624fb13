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

    private async Task<int> WantAsync(string[] scans, int revision, CancellationToken cancellationToken)
    {
        var filter = new BsonDocument { { Scan, new BsonDocument("$in", Bson.Texts(scans)) }, { Wanted, new BsonDocument("$lt", revision) } };
        var cards = await database.RunAsync(
            () => database.Cards.Find(filter).Project<BsonDocument>(Bson.Names("_id", Platform, Place, Shown, Wanted, Order)).ToListAsync(cancellationToken), cancellationToken);
        var changed = 0;
        foreach (var card in cards.OrderBy(card => card[Order]))
        {
            // One that is owed already keeps its turn.
            var change = new Change().Set(Wanted, revision).Set(Owed, true);
            var shown = card[Shown].ToInt32();
            change = card[Wanted].ToInt32() > shown ? change : change.Set(Turn, await FindTurnAsync(card[Platform].AsString, card[Place].AsString, shown < 0, cancellationToken));
            changed += await ChangeManyAsync(new BsonDocument { { "_id", card["_id"] }, { Wanted, new BsonDocument("$lt", revision) } }, change, cancellationToken);
        }

        return changed;
    }

    // As many as the place is owed after the one that is next, so that places go round. Not of one moment: one too early or late is a matter of fairness alone.
    private async Task<long> FindTurnAsync(string platform, string place, bool isFirst, CancellationToken cancellationToken)
    {
        var owed = new BsonDocument { { Owed, true }, { Platform, Bson.Text(platform) }, { Turn, Turns(isFirst) } };
        var mine = new BsonDocument { { Owed, true }, { Platform, Bson.Text(platform) }, { Place, Bson.Text(place) }, { Turn, Turns(isFirst) } };
        var turns = await Task.WhenAll(FindTurnAsync(owed, 1, cancellationToken), FindTurnAsync(mine, -1, cancellationToken));
        return Math.Max(turns[0] ?? FirstTurn(isFirst), turns[1] + 1 ?? 0);
    }

    private Task<long?> FindTurnAsync(BsonDocument filter, int direction, CancellationToken cancellationToken)
        => database.RunAsync(
            async () => await database.Cards.Find(filter).Sort(new BsonDocument(Turn, direction)).Project<BsonDocument>(Bson.Names(Turn)).Limit(1).FirstOrDefaultAsync(cancellationToken) is { } card
                ? card[Turn].ToInt64()
                : (long?)null,
            cancellationToken);
}
