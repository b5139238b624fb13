namespace DockerScan.MongoLoopback;

/// <summary>A command that is refused, with the server's own code.</summary>
public sealed class CommandException(int code, string name, string message) : Exception(message)
{
    public const int DuplicateKey = 11000;

    public int Code => code;

    public string Name => name;

    /// <summary>The members that a duplicate key is told with.</summary>
    public MongoDB.Bson.BsonDocument Details { get; init; } = [];

    /// <summary>What this server does not do. A real one may: it is refused, so that nothing is proved by an answer that was made up.</summary>
    public static CommandException NotDone(string what) => new(238, "NotImplemented", $"the loopback does not do {what}");

    public static CommandException Bad(string what) => new(2, "BadValue", what);
}
