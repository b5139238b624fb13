using System.Text;
using System.Text.Json;
using DockerScan.Core;

namespace DockerScan.Host.Composition;

/// <summary>Says where JSON is broken, by the key that comes before, and what was probably meant. Never a value: it could be a secret.</summary>
internal static class BrokenJson
{
    private const int MaxKey = 80;
    private const string BareWord = "a text stands in double quotes; without them there are numbers, true, false and null";

    /// <summary>To be put behind the place; empty when there is nothing to say.</summary>
    public static string Explain(byte[] json)
    {
        List<string> path = [];
        json = json.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            while (reader.Read())
            {
                Follow(reader, path);
            }
        }
        catch (JsonException e)
        {
            var key = path.Count == 0 ? string.Empty : $", at {DisplayText.Clean(string.Join(':', path.Where(part => part.Length > 0)), MaxKey)}";
            return $"{key}: {Meant(json, e)}";
        }

        return string.Empty;
    }

    // The keys that lead to where the reader is; nothing stands for a list.
    private static void Follow(Utf8JsonReader reader, List<string> path)
    {
        if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
        {
            path.RemoveRange(Math.Min(reader.CurrentDepth, path.Count), path.Count - Math.Min(reader.CurrentDepth, path.Count));
        }
        else if (reader.TokenType == JsonTokenType.PropertyName)
        {
            Keep(path, reader.CurrentDepth - 1, reader.GetString() ?? string.Empty);
        }
    }

    private static void Keep(List<string> path, int depth, string key)
    {
        while (path.Count <= depth)
        {
            path.Add(string.Empty);
        }

        path.RemoveRange(depth + 1, path.Count - depth - 1);
        path[depth] = key;
    }

    private static string Meant(byte[] json, JsonException e)
    {
        var line = Encoding.UTF8.GetString(json).Split('\n').ElementAtOrDefault((int)(e.LineNumber ?? 0)) ?? string.Empty;
        var at = Math.Min((int)(e.BytePositionInLine ?? 0), Math.Max(0, line.Length - 1));
        return line.Length == 0 || line.TrimEnd().Length <= (e.BytePositionInLine ?? 0) ? "it ends here too soon"
            : at > 0 && char.IsLetter(line[at - 1]) ? BareWord
            : line[at] switch
            {
                '\'' or '\u201C' or '\u201D' => "a text stands in double quotes",
                '"' or '{' or '[' => "a comma or a colon is missing before it",
                '}' or ']' or ',' => "something is missing before it",
                _ when char.IsLetter(line[at]) => BareWord,
                _ => "it cannot stand here",
            };
    }
}
