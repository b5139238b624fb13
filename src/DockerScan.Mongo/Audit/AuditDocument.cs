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

    /// <summary>Whose chain it is a piece of; missing in what was written before there were chains.</summary>
    public const string Writer = "writer";

    /// <summary>The number of its first command. No two pieces of one chain begin with the same.</summary>
    public const string First = "first";

    /// <summary>A command's number and hash in its chain.</summary>
    public const string Number = "number";
    public const string Hash = "hash";

    /// <summary>The end of a chain as it was noted, and the last that was removed of it.</summary>
    public const string CutNumber = "cutNumber";
    public const string CutHash = "cutHash";

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

    /// <summary>Commands as the next piece of a chain. Their hashes are of what is read back.</summary>
    public static BsonArray Chain(IEnumerable<AuditedCommand> commands, string writer, (long Number, string Hash) end)
    {
        var chained = new BsonArray();
        foreach (var command in commands.Select(Write))
        {
            end = (end.Number + 1, AuditChain.Hash(end.Hash, writer, end.Number + 1, Read(command)));
            chained.Add(command.Add(Number, end.Number).Add(Hash, end.Hash));
        }

        return chained;
    }

    /// <summary>The number and hash of a piece's last command.</summary>
    public static (long Number, string Hash) End(BsonDocument piece) => End(piece[Commands].AsBsonArray[^1]);

    public static (long Number, string Hash) End(BsonValue command) => (command[Number].ToInt64(), command[Hash].AsString);

    public static ChainedCommand ReadChained(BsonDocument command) => new(command.Number(Number), command.TextOrNull(Hash) ?? string.Empty, Read(command));

    public static AuditedCommand Read(BsonDocument command) => new(
        Bson.Time(command["at"]), command["platform"].AsString, command["place"].AsString, command["user"].AsString, command["command"].AsString,
        command["outcome"].AsString, command.TextOrNull("error"), command["durationMs"].ToInt64())
    {
        Subject = command["subject"].AsString,
        Scan = command.TextOrNull("scan"),
        Count = command["count"].ToInt32(),
    };
}
