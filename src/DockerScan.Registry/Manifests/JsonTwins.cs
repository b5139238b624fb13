using System.Text.Json;

namespace DockerScan.Registry.Manifests;

/// <summary>
/// Finds members that one reader of JSON takes otherwise than another: engines (Go) read names whatever their capitals, and the last of two
/// wins. Such a document would be two different images.
/// </summary>
internal static class JsonTwins
{
    private const int MaxDepth = 32;

    // Names in these are free text, and engines tell capitals apart there.
    private static readonly string[] Maps = ["annotations", "Labels"];

    /// <summary>The known name that some object has twice, or in other letters; null when there is none.</summary>
    /// <param name="json">The document.</param>
    /// <param name="names">The known names.</param>
    /// <param name="outerOnly">True to look at the outermost object and the objects directly in it alone.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static string? Find(ReadOnlySpan<byte> json, string[] names, bool outerOnly)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        var seen = new Stack<HashSet<string>>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    seen.Push(new HashSet<string>(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    seen.Pop();
                    break;
                case JsonTokenType.PropertyName:
                    var name = reader.GetString()!;
                    if (Twin(name, names, seen.Peek()) is { } twin)
                    {
                        return twin;
                    }

                    if (Maps.Contains(name, StringComparer.Ordinal) || (outerOnly && seen.Count == 2))
                    {
                        reader.Skip();
                    }

                    break;
                default:
                    break;
            }
        }

        return null;
    }

    /// <summary>Whether the outermost object has a member.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static bool Has(ReadOnlySpan<byte> json, string name)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals(name))
            {
                return true;
            }
        }

        return false;
    }

    private static string? Twin(string name, string[] names, HashSet<string> seen)
    {
        var known = names.FirstOrDefault(candidate => string.Equals(candidate, Fold(name), StringComparison.OrdinalIgnoreCase));
        return known is not null && (known != name || !seen.Add(known)) ? known : null;
    }

    // The two letters beyond ASCII that Go takes for ones in it: the long s and the Kelvin sign.
    private static string Fold(string name) => name.Replace('\u017f', 's').Replace('\u212a', 'k');
}
