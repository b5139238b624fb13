using DockerScan.Core.Stores;
using DockerScan.Mongo.Database;
using MongoDB.Bson;

namespace DockerScan.Mongo.Audit;

/// <summary>A document of <c>audit</c>: commands that were written at once.</summary>
internal static class AuditDocument
{
    public const string Commands = "commands";
    public const string Count = "count";
    public const string Oldest = "oldest";
    public const string Newest = "newest";

    public static BsonDocument Members(BsonArray commands) => new()
    {
        { Commands, commands }, { Count, commands.Count }, { Oldest, commands.Min(command => command["at"]) }, { Newest, commands.Max(command => command["at"]) },
    };

    public static BsonDocument Write(AuditedCommand command) => new()
    {
        { "at", Bson.Time(command.At) }, { "platform", Bson.Text(command.Platform) }, { "place", Bson.Text(command.Place) }, { "user", Bson.Text(command.User) },
        { "command", Bson.Text(command.Command) }, { "outcome", Bson.Text(command.Outcome) }, { "error", Bson.Text(command.ErrorId) }, { "durationMs", command.DurationMs },
        { "subject", Bson.Text(command.Subject) }, { "scan", Bson.Text(command.Scan) }, { "count", command.Count },
    };

    public static AuditedCommand Read(BsonDocument command) => new(
        Bson.Time(command["at"]), command["platform"].AsString, command["place"].AsString, command["user"].AsString, command["command"].AsString,
        command["outcome"].AsString, command.TextOrNull("error"), command["durationMs"].ToInt64())
    {
        Subject = command["subject"].AsString,
        Scan = command.TextOrNull("scan"),
        Count = command["count"].ToInt32(),
    };
}
