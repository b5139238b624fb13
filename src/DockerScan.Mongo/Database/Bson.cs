using System.Text;
using MongoDB.Bson;

namespace DockerScan.Mongo.Database;

/// <summary>
/// How values stand in documents. Everything is put there by hand: the driver's own mapping stores some types as nothing without a word, and
/// reads members that are missing as null.
/// </summary>
internal static class Bson
{
    /// <summary>Text of anybody's. A lone half of a surrogate pair, which UTF-8 cannot hold, is U+FFFD.</summary>
    public static BsonValue Text(string? text) => text is null ? BsonNull.Value : new BsonString(Clean(text));

    /// <summary>An instant, in UTC and cut to milliseconds, so that two of one instant are equal and sorted as they were.</summary>
    public static BsonDateTime Time(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds());

    /// <summary>A span in milliseconds; none is negative.</summary>
    public static BsonInt64 Span(TimeSpan span) => new(Math.Max(0, (long)span.TotalMilliseconds));

    public static DateTimeOffset Time(BsonValue value) => DateTimeOffset.FromUnixTimeMilliseconds(value.AsBsonDateTime.MillisecondsSinceEpoch);

    /// <summary>The fields to be removed, as an update says it.</summary>
    public static BsonDocument Names(params ReadOnlySpan<string> names)
    {
        var document = new BsonDocument();
        foreach (var name in names)
        {
            document.Add(name, 1);
        }

        return document;
    }

    public static BsonArray Texts(IEnumerable<string> texts) => new(texts.Select(text => Text(text)));

    // The encoder puts U+FFFD for each lone half.
    private static string Clean(string text) => HasLoneSurrogate(text) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                return true;
            }
        }

        return false;
    }
}
