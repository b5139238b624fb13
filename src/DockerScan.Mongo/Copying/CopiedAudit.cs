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
    public static IEnumerable<AuditRecord> Read(BsonDocument batch) => [.. batch[AuditDocument.Commands].AsBsonArray.Select(command => Read(AuditDocument.Read(command.AsBsonDocument)))];

    /// <summary>One document: all of them are there or none.</summary>
    public static BsonDocument Write(IReadOnlyList<AuditRecord> commands)
    {
        var document = new BsonDocument { { "_id", ObjectId.GenerateNewId() }, { MongoSchema.Version, MongoSchema.Current } };
        return document.AddRange(AuditDocument.Members([.. commands.Select(command => AuditDocument.Write(ToCommand(command)))]));
    }

    public static SeenRequestRecord ReadSeen(BsonDocument seen) => new() { Source = seen["source"].AsString, Name = seen["key"].AsString, Until = Ms(seen["until"]) };

    public static BsonDocument Write(SeenRequestRecord seen) => new()
    {
        { "_id", Bson.Text(seen.Key) }, { MongoSchema.Version, MongoSchema.Current }, { "source", Bson.Text(seen.Source) }, { "key", Bson.Text(seen.Name) }, { "until", Time(seen.Until) },
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
