using DockerScan.Core.Stores;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Audit.AuditDocument;

namespace DockerScan.Mongo.Audit;

/// <summary>The record of chat commands. What is appended at once is one document, so that all of it is there or nothing.</summary>
internal sealed partial class MongoAuditStore(MongoStoreDatabase database, AuditWriter writer) : IAuditStore, IAuditChains
{
    internal const int KeepRows = 100_000;
    private const int KeepDays = 180;
    // Each is a few hundred bytes: a document stays far below its bound.
    private const int Batch = 1_000;

    private static BsonDocument NewestFirst => new("_id", -1);

    public async Task AppendAsync(IReadOnlyList<AuditedCommand> commands, CancellationToken cancellationToken)
    {
        foreach (var some in commands.Chunk(Batch))
        {
            await AppendPieceAsync(some, cancellationToken);
        }
    }

    public async Task<IReadOnlyList<AuditedCommand>> ListAsync(DateTimeOffset? since, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1000);
        var filter = since is { } from ? new BsonDocument(Newest, new BsonDocument("$gte", Bson.Time(from))) : [];
        return await database.RunAsync<IReadOnlyList<AuditedCommand>>(
            async () =>
            {
                List<AuditedCommand> listed = [];
                using var batches = await database.Audit.Find(filter, new FindOptions { BatchSize = 20 }).Sort(NewestFirst).ToCursorAsync(cancellationToken);
                while (listed.Count < limit && await batches.MoveNextAsync(cancellationToken))
                {
                    listed.AddRange(batches.Current.SelectMany(document => document[Commands].AsBsonArray.Reverse()).Select(command => Read(command.AsBsonDocument)).Where(command => since is null || command.At >= since));
                }

                return [.. listed.Take(limit)];
            },
            cancellationToken);
    }

    public async Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = Bson.Time(now.AddDays(-KeepDays));
        foreach (var chain in await ListAsync(cancellationToken))
        {
            // Without a note there is nowhere for an anchor.
            await (chain.IsNoted ? PruneAsync(chain.Writer, before, cancellationToken) : PruneUnchainedAsync(Bson.Text(chain.Writer), before, cancellationToken));
        }

        await PruneUnchainedAsync(BsonNull.Value, before, cancellationToken);
        await PruneOldestAsync(cancellationToken);
    }

    private async Task PruneUnchainedAsync(BsonValue whose, BsonDateTime before, CancellationToken cancellationToken)
    {
        var old = new BsonDocument { { Writer, whose }, { Newest, new BsonDocument("$lt", before) } };
        await database.RunAsync(() => database.Audit.DeleteManyAsync(old, cancellationToken), cancellationToken);
        var mixed = await database.RunAsync(
            () => database.Audit.Find(new BsonDocument { { Writer, whose }, { Newest, new BsonDocument("$gte", before) }, { Oldest, new BsonDocument("$lt", before) } }).ToListAsync(cancellationToken),
            cancellationToken);
        foreach (var document in mixed)
        {
            await KeepAsync(document, [.. document[Commands].AsBsonArray.Where(command => command["at"] >= before)], cancellationToken);
        }
    }

    private static int CountOf(BsonDocument document) => document[Count].ToInt32();

    private static BsonDocument OlderThan(BsonValue id, bool isItToo) => new("_id", new BsonDocument(isItToo ? "$lte" : "$lt", id));

    private async Task PruneOldestAsync(CancellationToken cancellationToken)
    {
        var documents = await database.RunAsync(
            () => database.Audit.Find(new BsonDocument()).Sort(NewestFirst).Project<BsonDocument>(Bson.Names(Count)).ToListAsync(cancellationToken), cancellationToken);
        var kept = 0;
        foreach (var document in documents)
        {
            var room = KeepRows - kept;
            kept += CountOf(document);
            if (kept <= KeepRows)
            {
                continue;
            }

            var goes = OlderThan(document["_id"], isItToo: room <= 0);
            await AnchorAsync(goes, cancellationToken);
            await database.RunAsync(() => database.Audit.DeleteManyAsync(goes, cancellationToken), cancellationToken);
            if (room > 0 && await database.FindAsync(database.Audit, new BsonDocument("_id", document["_id"]), cancellationToken) is { } last)
            {
                await CutAsync(last, last[Commands].AsBsonArray.Count - room, cancellationToken);
            }

            return;
        }
    }

    private async Task KeepAsync(BsonDocument document, BsonArray commands, CancellationToken cancellationToken)
    {
        if (commands.Count == 0 || commands.Count == CountOf(document))
        {
            return;
        }

        var change = new Change();
        foreach (var member in Members(commands))
        {
            change.Set(member.Name, member.Value);
        }

        if (document.Contains(Writer))
        {
            change.Set(First, commands[0][Number]);
        }

        // Another process may have cut it already.
        var same = new BsonDocument { { "_id", document["_id"] }, { Count, document[Count] } };
        await database.RunAsync(() => database.Audit.UpdateOneAsync(same, change.ToUpdate(), cancellationToken: cancellationToken), cancellationToken);
    }
}
