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

    public async Task<IReadOnlyList<AuditChainState>> ListAsync(CancellationToken cancellationToken)
    {
        // Who writes is asked first: one who writes his first command meanwhile has noted it when the notes are read.
        var writers = await ListWritersAsync(cancellationToken);
        var noted = await database.RunAsync(() => database.AuditChains.Find(new BsonDocument()).ToListAsync(cancellationToken), cancellationToken);
        var chains = noted.ConvertAll(chain => MongoFailures.Read(chain, ReadState));
        return [.. chains.Concat(writers.Except(chains.Select(chain => chain.Writer)).Select(AuditChainState.NotNoted)).OrderBy(chain => chain.Writer, StringComparer.Ordinal)];
    }

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

    // Whoever is named as a writer, by whatever value: what is none of ours is a chain that does not fit.
    private async Task<IReadOnlyList<string>> ListWritersAsync(CancellationToken cancellationToken)
    {
        var named = await database.RunAsync(
            async () => await (await database.Audit.DistinctAsync<BsonValue>(Writer, new BsonDocument(Writer, new BsonDocument("$exists", true)), cancellationToken: cancellationToken)).ToListAsync(cancellationToken),
            cancellationToken);
        // Without a value it is of the time before there were chains.
        return [.. named.Where(writer => !writer.IsBsonNull).Select(writer => writer is BsonString text ? text.Value : writer.ToString() ?? string.Empty).Distinct(StringComparer.Ordinal)];
    }

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
                var own = new BsonDocument("_id", writer.Name);
                await database.RunAsync(() => MongoSchema.UpsertAsync(database.AuditChains, own, new Change().SetFirst(MongoSchema.Version, MongoSchema.Current), cancellationToken), cancellationToken);
                await NoteAsync(database, writer.Name, Number, Hash, AuditDocument.End(document), cancellationToken);
                return;
            }
        }

        throw new EngineException(new ScanFailure(FailureKind.Internal, "the store is changed by others all the time; try again"));
    }

    // Behind the last piece, whether it was noted or not; behind what was noted where that is further, so that an end that is missing stays so.
    private async Task<(long Number, string Hash)> FindEndAsync(CancellationToken cancellationToken)
    {
        var last = await database.RunAsync<BsonDocument?>(
            async () => await database.Audit.Find(new BsonDocument(Writer, writer.Name)).Sort(new BsonDocument(First, -1)).Limit(1).FirstOrDefaultAsync(cancellationToken), cancellationToken);
        var written = last is null ? (Number: 0, Hash: string.Empty) : MongoFailures.Read(last, AuditDocument.End);
        return await database.FindAsync(database.AuditChains, new BsonDocument("_id", writer.Name), cancellationToken) is { } chain && MongoFailures.Read(chain, ReadState) is var noted && noted.Number > written.Number
            ? (noted.Number, noted.Hash)
            : written;
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

    // A chain's end, or its anchor: the higher number stays. Its node's next command alone begins a note.
    private static async Task NoteAsync(
        MongoStoreDatabase database, string chain, string number, string hash, (long Number, string Hash) end, CancellationToken cancellationToken, BsonDocument? where = null)
        => await database.RunAsync(
            async () =>
            {
                var older = new BsonDocument { { "_id", chain }, { "$or", new BsonArray { new BsonDocument(number, BsonNull.Value), new BsonDocument(number, new BsonDocument("$lt", end.Number)) } } }.AddRange(where ?? []);
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

    /// <summary>
    /// Notes the end of every chain, where a program died between a piece and its note. One of which nothing is noted may have been taken out: that
    /// stays to be seen.
    /// </summary>
    internal static Task NoteEndsAsync(MongoStoreDatabase database, CancellationToken cancellationToken)
        => NoteLastAsync(database, new BsonDocument(Writer, new BsonDocument("$exists", true)), Number, Hash, cancellationToken, where: new BsonDocument(Number, new BsonDocument("$gt", 0L)));

    // Before they go: the last of each chain among them is its anchor.
    private Task AnchorAsync(BsonDocument goes, CancellationToken cancellationToken) => NoteLastAsync(database, goes, CutNumber, CutHash, cancellationToken);

    private static async Task NoteLastAsync(
        MongoStoreDatabase database, BsonDocument which, string number, string hash, CancellationToken cancellationToken, BsonDocument? where = null)
    {
        var pieces = await database.RunAsync(() => database.Audit.Find(which).Project<BsonDocument>(Bson.Names(Writer, First)).ToListAsync(cancellationToken), cancellationToken);
        foreach (var chain in pieces.Where(piece => piece.GetValue(Writer, BsonNull.Value).IsString).GroupBy(piece => piece[Writer].AsString))
        {
            var last = chain.MaxBy(piece => piece.Number(First))!;
            if (await database.FindAsync(database.Audit, new BsonDocument("_id", last["_id"]), cancellationToken) is { } piece)
            {
                await NoteAsync(database, chain.Key, number, hash, MongoFailures.Read(piece, AuditDocument.End), cancellationToken, where);
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
