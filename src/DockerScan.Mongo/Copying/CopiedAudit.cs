using DockerScan.Core.Stores;
using DockerScan.Core.Stores.Copying;
using DockerScan.Mongo.Audit;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using static DockerScan.Mongo.Copying.CopyMembers;

namespace DockerScan.Mongo.Copying;

/// <summary>The record of commands, many in one document, and requests that were taken, as records.</summary>
internal static class CopiedAudit
{
    public static IEnumerable<AuditRecord> Read(BsonDocument batch)
    {
        var writer = batch.TextOrNull(AuditDocument.Writer);
        return [.. batch[AuditDocument.Commands].AsBsonArray.Select(command => Read(command.AsBsonDocument, writer))];
    }

    /// <summary>Documents in the order of the commands: of one chain each, without a gap, or of none.</summary>
    public static IEnumerable<BsonDocument> Write(IEnumerable<AuditRecord> commands)
    {
        List<AuditRecord> piece = [];
        foreach (var command in commands)
        {
            if (piece is [.., var last] && !IsNext(last, command))
            {
                yield return WritePiece(piece);
                piece = [];
            }

            piece.Add(command);
        }

        yield return WritePiece(piece);
    }

    public static AuditChainRecord ReadChain(BsonDocument chain) => new()
    {
        Writer = chain["_id"].AsString, Number = chain.Number(AuditDocument.Number), Hash = chain.TextOrNull(AuditDocument.Hash) ?? string.Empty,
        CutNumber = chain.Number(AuditDocument.CutNumber), CutHash = chain.TextOrNull(AuditDocument.CutHash) ?? string.Empty,
    };

    public static BsonDocument Write(AuditChainRecord chain) => new()
    {
        { "_id", Bson.Text(chain.Writer) }, { MongoSchema.Version, MongoSchema.Current }, { AuditDocument.Number, chain.Number }, { AuditDocument.Hash, Bson.Text(chain.Hash) },
        { AuditDocument.CutNumber, chain.CutNumber }, { AuditDocument.CutHash, Bson.Text(chain.CutHash) },
    };

    public static SeenRequestRecord ReadSeen(BsonDocument seen) => new() { Source = seen["source"].AsString, Name = seen["key"].AsString, Until = Ms(seen["until"]) };

    public static BsonDocument Write(SeenRequestRecord seen) => new()
    {
        { "_id", Bson.Text(seen.Key) }, { MongoSchema.Version, MongoSchema.Current }, { "source", Bson.Text(seen.Source) }, { "key", Bson.Text(seen.Name) }, { "until", Time(seen.Until) },
    };

    private static bool IsNext(AuditRecord last, AuditRecord command) => command.Writer == last.Writer && (command.Writer is null || command.Number == last.Number + 1);

    // One document: all of them are there or none.
    private static BsonDocument WritePiece(List<AuditRecord> commands)
    {
        var document = new BsonDocument { { "_id", ObjectId.GenerateNewId() }, { MongoSchema.Version, MongoSchema.Current } };
        if (commands[0].Writer is { } writer)
        {
            document.Add(AuditDocument.Writer, Bson.Text(writer)).Add(AuditDocument.First, commands[0].Number ?? 0);
        }

        return document.AddRange(AuditDocument.Members([.. commands.Select(WriteCommand)]));
    }

    private static BsonDocument WriteCommand(AuditRecord command)
    {
        var document = AuditDocument.Write(ToCommand(command));
        _ = command.Number is { } number ? document.Add(AuditDocument.Number, number) : document;
        return document.AddText(AuditDocument.Hash, command.Hash);
    }

    private static AuditRecord Read(BsonDocument command, string? writer) => Read(AuditDocument.Read(command)) with
    {
        Writer = writer, Number = command.TryGetValue(AuditDocument.Number, out var number) ? number.ToInt64() : null, Hash = command.TextOrNull(AuditDocument.Hash),
    };

    private static AuditRecord Read(AuditedCommand command) => new()
    {
        At = command.At.ToUnixTimeMilliseconds(), Platform = command.Platform, Place = command.Place, User = command.User, Command = command.Command, Outcome = command.Outcome,
        ErrorId = command.ErrorId, DurationMs = command.DurationMs, Subject = command.Subject, Scan = command.Scan, Count = command.Count,
    };

    private static AuditedCommand ToCommand(AuditRecord command) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(command.At), command.Platform, command.Place, command.User, command.Command, command.Outcome, command.ErrorId, command.DurationMs)
    {
        Subject = command.Subject,
        Scan = command.Scan,
        Count = (int)command.Count,
    };
}
