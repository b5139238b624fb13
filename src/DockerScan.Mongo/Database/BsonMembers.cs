using MongoDB.Bson;

namespace DockerScan.Mongo.Database;

/// <summary>Members of documents, read by hand. One that is missing is null, zero or false where that is said; what it should not be is damage.</summary>
internal static class BsonMembers
{
    public static DateTimeOffset? TimeOrNull(this BsonDocument document, string name)
        => document.GetValue(name, BsonNull.Value) is BsonDateTime time ? Bson.Time(time) : null;

    public static string? TextOrNull(this BsonDocument document, string name)
        => document.GetValue(name, BsonNull.Value) is { IsBsonNull: false } value ? value.AsString : null;

    public static long Number(this BsonDocument document, string name) => document.GetValue(name, 0).ToInt64();

    public static bool Flag(this BsonDocument document, string name) => document.GetValue(name, false).ToBoolean();

    /// <summary>The value of an enumeration that a stored name stands for. What is no name of it is damage, and never a default value.</summary>
    public static T Choice<T>(this BsonDocument document, string name)
        where T : struct, Enum
        => document[name].AsString is [var first, ..] text && char.IsAsciiLetter(first) && !text.Contains(',', StringComparison.Ordinal) && Enum.TryParse<T>(text, ignoreCase: true, out var value)
            ? value
            : throw new FormatException($"{name} is no {typeof(T).Name}");
}
