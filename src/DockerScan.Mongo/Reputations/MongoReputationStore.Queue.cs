using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Reputations.LookupDocument;

namespace DockerScan.Mongo.Reputations;

/// <content>Who asks.</content>
internal sealed partial class MongoReputationStore
{
    private const int Rounds = 20;

    /// <inheritdoc/>
    /// <remarks>First who needs an answer, then the question: no answer comes before it is known for whom. Said again, it changes nothing more.</remarks>
    public async Task EnqueueAsync(ScanId scan, IReadOnlyList<WantedLookup> lookups, bool isInteractive, string asker, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var some in lookups.Chunk(Batch))
        {
            var links = some.Select(each => new UpdateOneModel<BsonDocument>(
                new BsonDocument("_id", Bson.Text($"{KeyOf(each.Indicator)}|{scan}")),
                new Change().Most("waiting", each.MustAsk ? 1 : 0).SetFirst("key", Bson.Text(KeyOf(each.Indicator))).SetFirst("scan", scan.Value)
                    .SetFirst(CreatedAt, Bson.Time(now)).SetFirst(MongoSchema.Version, MongoSchema.Current).ToUpdate()) { IsUpsert = true }).ToList();
            await database.RunAsync(() => BulkAsync(database.Links, links, cancellationToken), cancellationToken);
        }

        var missing = lookups.Where(each => each.MustAsk).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        var next = await FindTurnAsync(asker, isInteractive ? 1 : 0, cancellationToken);
        foreach (var lookup in missing)
        {
            await EnqueueAsync(lookup, next, now, cancellationToken);
            next = next with { Turn = next.Turn + 1 };
        }
    }

    // Two answers that need not be of one moment: a turn that is one too early or late is a matter of fairness alone.
    private async Task<LookupAsker> FindTurnAsync(string asker, int interactive, CancellationToken cancellationToken)
    {
        var waiting = new BsonDocument { { Open, true }, { Interactive, interactive } };
        var mine = new BsonDocument { { Asker, Bson.Text(asker) }, { Open, true }, { Interactive, interactive } };
        var turns = await Task.WhenAll(FindTurnAsync(waiting, 1, cancellationToken), FindTurnAsync(mine, -1, cancellationToken));
        return new LookupAsker(asker, interactive, Math.Max(turns[0] ?? 0, turns[1] + 1 ?? 0));
    }

    // One that waited before there were turns has none, and is next.
    private Task<long?> FindTurnAsync(BsonDocument filter, int direction, CancellationToken cancellationToken)
        => database.RunAsync(
            async () => await database.Lookups.Find(filter).Sort(new BsonDocument(Turn, direction)).Project<BsonDocument>(Bson.Names(Turn)).Limit(1).FirstOrDefaultAsync(cancellationToken) is { } lookup
                ? lookup.TryGetValue(Turn, out var turn) ? turn.ToInt64() : 0
                : (long?)null,
            cancellationToken);

    private static async Task<bool> BulkAsync(IMongoCollection<BsonDocument> collection, List<UpdateOneModel<BsonDocument>> changes, CancellationToken cancellationToken)
    {
        for (var round = 0; ; round++)
        {
            try
            {
                await collection.BulkWriteAsync(changes, new BulkWriteOptions { IsOrdered = false }, cancellationToken);
                return true;
            }
            catch (MongoException e) when (round < 2 && MongoFailures.IsDuplicateKey(e))
            {
                // Another made one of them at the same moment: now it is there to be changed.
            }
        }
    }

    private async Task EnqueueAsync(WantedLookup lookup, LookupAsker asker, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = Bson.Text(KeyOf(lookup.Indicator));
        var waits = new BsonDocument { { "_id", key }, { Open, true } };
        var ended = new BsonDocument { { "_id", key }, { Open, BsonNull.Value } };
        await database.RunAsync(
            async () =>
            {
                for (var round = 0; round < Rounds; round++)
                {
                    if ((await database.Lookups.UpdateOneAsync(waits, Join(lookup, asker).ToUpdate(), cancellationToken: cancellationToken)).MatchedCount > 0)
                    {
                        return true;
                    }

                    try
                    {
                        await database.Lookups.UpdateOneAsync(ended, Enqueue(lookup, asker, now).ToUpdate(), new UpdateOptions { IsUpsert = true }, cancellationToken);
                        return true;
                    }
                    catch (MongoException e) when (MongoFailures.IsDuplicateKey(e))
                    {
                        // Another queued it meanwhile: it waits now.
                    }
                }

                throw new EngineException(new ScanFailure(FailureKind.Internal, "the store is changed by others all the time; try again"));
            },
            cancellationToken);
    }
}
