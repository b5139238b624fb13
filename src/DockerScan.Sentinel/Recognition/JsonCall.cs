using System.Text.Json;

namespace DockerScan.Sentinel.Recognition;

/// <summary>A JSON-RPC call: its method and what strings its parameters have.</summary>
internal sealed class JsonCall
{
    private const int MaxCalls = 16;
    private const int MaxTokens = 1024;

    /// <summary>Null when none was read.</summary>
    public string? Method { get; set; }

    /// <summary>Members of <c>params</c>, and members beside it.</summary>
    public Dictionary<string, string> Named { get; } = new(StringComparer.Ordinal);

    /// <summary>Elements of <c>params</c>.</summary>
    public List<string> Positional { get; } = [];

    /// <summary>
    /// The calls in these bytes, one after another or in an array, pretty-printed or not, the last one perhaps cut. Read with a
    /// tokenizer and not by text: spaces, escapes and the order of members are the sender's choice.
    /// </summary>
    public static List<JsonCall> Read(ReadOnlySpan<byte> json)
    {
        var walk = new JsonWalk();
        try
        {
            var options = new JsonReaderOptions { MaxDepth = 16, AllowMultipleValues = true, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
            var reader = new Utf8JsonReader(json, isFinalBlock: false, new JsonReaderState(options));
            for (var i = 0; i < MaxTokens && walk.Calls.Count < MaxCalls && reader.Read(); i++)
            {
                walk.Take(ref reader);
            }
        }
        catch (JsonException)
        {
            // What was read before the break counts: these are first bytes, and a sender may break off on purpose.
            walk.Finish();
        }

        walk.Finish();
        return walk.Calls;
    }
}
