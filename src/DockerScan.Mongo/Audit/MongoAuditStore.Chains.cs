using System.Runtime.CompilerServices;
using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;
using static DockerScan.Mongo.Audit.AuditDocument;

namespace DockerScan.Mongo.Audit;

/// <content>Chains: each piece goes behind the last one under a unique number, and the end is noted after it.</content>
internal sealed partial class MongoAuditStore
{
    // Other processes of the same node may append meanwhile; each round one of them got on.
    private const int Rounds = 20;

    public Task<IReadOnlyList<AuditChainState>> ListAsync(CancellationToken cancellationToken)
        => database.RunAsync<IReadOnlyList<AuditChainState>>(
            async () => [.. (await database.AuditChains.Find(new BsonDocument()).Sort(new BsonDocument("_id", 1)).ToListAsync(cancellationToken)).Select(ReadState)], cancellationToken);

    public async IAsyncEnumerable<ChainedCommand> ReadAsync(string writer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = 0L; ;)
        {
            var filter = new BsonDocument { { Writer, Bson.Text(writer) }, { First, new BsonDocument("$gt", after) } };
            var piece = await database.RunAsync<BsonDocument?>(
                async () => await database.Audit.Find(filter).Sort(new BsonDocument(First, 1)).Limit(1).FirstOrDefaultAsync(cancellationToken), cancellationToken);
            if (piece is null)
            {
                yield break;
            }

            foreach (var command in piece[Commands].AsBsonArray)
            {
                yield return ReadChained(command.AsBsonDocument);
            }

            after = piece.Number(First);
        }
    }

    public Task<long> CountUnchainedAsync(CancellationToken cancellationToken)
        => database.RunAsync(
            async () => (await database.Audit.Find(new BsonDocument(Writer, BsonNull.Value)).Project<BsonDocument>(Bson.Names(Count)).ToListAsync(cancellationToken)).Sum(piece => piece.Number(Count)),
            cancellationToken);

    private static AuditChainState ReadState(BsonDocument chain)
        => new(chain["_id"].AsString, chain.Number(Number), chain.TextOrNull(Hash) ?? string.Empty, chain.Number(CutNumber), chain.TextOrNull(CutHash) ?? string.Empty);

    private async Task AppendPieceAsync(IReadOnlyList<AuditedCommand> commands, CancellationToken cancellationToken)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var piece = Chain(commands, writer.Name, await FindEndAsync(cancellationToken));
            var document = new BsonDocument { { "_id", ObjectId.GenerateNewId() }, { MongoSchema.Version, MongoSchema.Current }, { Writer, writer.Name }, { First, piece[0][Number] } };
            document.AddRange(Members(piece));
            if (await database.RunAsync(() => InsertAsync(document, cancellationToken), cancellationToken))
            {
                await NoteAsync(database, writer.Name, Number, Hash, AuditDocument.End(document), cancellationToken);
                return;
            }
        }

        throw new EngineException(new ScanFailure(FailureKind.Internal, "the store is changed by others all the time; try again"));
    }

    // Behind the last piece, whether it was noted or not; where all are removed, behind what was noted.
    private async Task<(long Number, string Hash)> FindEndAsync(CancellationToken cancellationToken)
    {
        var last = await database.RunAsync<BsonDocument?>(
            async () => await database.Audit.Find(new BsonDocument(Writer, writer.Name)).Sort(new BsonDocument(First, -1)).Limit(1).FirstOrDefaultAsync(cancellationToken), cancellationToken);
        if (last is not null)
        {
            return AuditDocument.End(last);
        }

        return await database.FindAsync(database.AuditChains, new BsonDocument("_id", writer.Name), cancellationToken) is { } chain ? (chain.Number(Number), chain.TextOrNull(Hash) ?? string.Empty) : (0, string.Empty);
    }

    // False when somebody else's piece stands there.
    private async Task<bool> InsertAsync(BsonDocument document, CancellationToken cancellationToken)
    {
        try
        {
            await database.Audit.InsertOneAsync(document, cancellationToken: cancellationToken);
            return true;
        }
        catch (MongoException e) when (MongoFailures.IsDuplicateKey(e))
        {
            // It may have been written when the answer was lost.
            return await database.Audit.Find(new BsonDocument("_id", document["_id"])).AnyAsync(cancellationToken);
        }
    }

    // A chain's end, or its anchor: the higher number stays.
    private static async Task NoteAsync(MongoStoreDatabase database, string chain, string number, string hash, (long Number, string Hash) end, CancellationToken cancellationToken)
        => await database.RunAsync(
            async () =>
            {
                var key = new BsonDocument("_id", chain);
                await MongoSchema.UpsertAsync(database.AuditChains, key, new Change().SetFirst(MongoSchema.Version, MongoSchema.Current), cancellationToken);
                var older = new BsonDocument { { "_id", chain }, { "$or", new BsonArray { new BsonDocument(number, BsonNull.Value), new BsonDocument(number, new BsonDocument("$lt", end.Number)) } } };
                return await database.AuditChains.UpdateOneAsync(older, new Change().Set(number, end.Number).Set(hash, end.Hash).ToUpdate(), cancellationToken: cancellationToken);
            },
            cancellationToken);

    // What comes before all that is young, so that what is left is one piece.
    private async Task PruneAsync(string chain, BsonDateTime before, CancellationToken cancellationToken)
    {
        var young = new BsonDocument { { Writer, chain }, { Newest, new BsonDocument("$gte", before) } };
        var kept = await database.RunAsync<BsonDocument?>(
            async () => await database.Audit.Find(young).Sort(new BsonDocument(First, 1)).Limit(1).FirstOrDefaultAsync(cancellationToken), cancellationToken);
        var goes = kept is null ? new BsonDocument(Writer, chain) : new BsonDocument { { Writer, chain }, { First, new BsonDocument("$lt", kept[First]) } };
        await AnchorAsync(goes, cancellationToken);
        await database.RunAsync(() => database.Audit.DeleteManyAsync(goes, cancellationToken), cancellationToken);
        if (kept is not null)
        {
            await CutAsync(kept, kept[Commands].AsBsonArray.TakeWhile(command => command["at"] < before).Count(), cancellationToken);
        }
    }

    /// <summary>Notes the end of every chain, where a program died between a piece and its note.</summary>
    internal static Task NoteEndsAsync(MongoStoreDatabase database, CancellationToken cancellationToken)
        => NoteLastAsync(database, new BsonDocument(Writer, new BsonDocument("$exists", true)), Number, Hash, cancellationToken);

    // Before they go: the last of each chain among them is its anchor.
    private Task AnchorAsync(BsonDocument goes, CancellationToken cancellationToken) => NoteLastAsync(database, goes, CutNumber, CutHash, cancellationToken);

    private static async Task NoteLastAsync(MongoStoreDatabase database, BsonDocument which, string number, string hash, CancellationToken cancellationToken)
    {
        var pieces = await database.RunAsync(() => database.Audit.Find(which).Project<BsonDocument>(Bson.Names(Writer, First)).ToListAsync(cancellationToken), cancellationToken);
        foreach (var chain in pieces.Where(piece => piece.TextOrNull(Writer) is not null).GroupBy(piece => piece[Writer].AsString))
        {
            var last = chain.MaxBy(piece => piece.Number(First))!;
            if (await database.FindAsync(database.Audit, new BsonDocument("_id", last["_id"]), cancellationToken) is { } piece)
            {
                await NoteAsync(database, chain.Key, number, hash, MongoFailures.Read(piece, AuditDocument.End), cancellationToken);
            }
        }
    }

    // Takes its first commands away.
    private async Task CutAsync(BsonDocument piece, int count, CancellationToken cancellationToken)
    {
        var commands = piece[Commands].AsBsonArray;
        if (count <= 0 || count >= commands.Count)
        {
            return;
        }

        if (piece.TextOrNull(Writer) is { } chain)
        {
            await NoteAsync(database, chain, CutNumber, CutHash, AuditDocument.End(commands[count - 1]), cancellationToken);
        }

        await KeepAsync(piece, [.. commands.Skip(count)], cancellationToken);
    }
}
