using System.Text.Json;

namespace DockerScan.Sentinel.Recognition;

/// <summary>A JSON-RPC call: its method and what strings its parameters have.</summary>
internal sealed class JsonCall
{
    // Who asks gives bytes that are bounded: so many of these there are in none of them.
    private const int MaxCalls = 4096;
    private const int MaxTokens = 65_536;
    private const int MaxDepth = 1024;

    /// <summary>Null when none was read.</summary>
    public string? Method { get; set; }

    /// <summary>True when its parameters are an object, as JSON-RPC has them.</summary>
    public bool HasParameters { get; set; }

    /// <summary>Members of <c>params</c>, and members beside it: those that a login or a share has.</summary>
    public Dictionary<string, string> Named { get; } = new(StringComparer.Ordinal);

    /// <summary>Elements of <c>params</c>.</summary>
    public List<string> Positional { get; } = [];

    /// <summary>
    /// The calls in these bytes, one after another or in an array, pretty-printed or not, the last one perhaps cut. Read with a
    /// tokenizer and not by text: spaces, escapes and the order of members are the sender's choice.
    /// </summary>
    public static List<JsonCall> Read(ReadOnlySpan<byte> json) => Read(json, out _);

    /// <param name="json">The bytes.</param>
    /// <param name="isCut">True when they are nested deeper than is read.</param>
    public static List<JsonCall> Read(ReadOnlySpan<byte> json, out bool isCut)
    {
        isCut = false;
        var depth = 0;
        var walk = new JsonWalk();
        try
        {
            var options = new JsonReaderOptions { MaxDepth = MaxDepth, AllowMultipleValues = true, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
            var reader = new Utf8JsonReader(json, isFinalBlock: false, new JsonReaderState(options));
            for (var i = 0; i < MaxTokens && walk.Calls.Count < MaxCalls && reader.Read(); i++)
            {
                walk.Take(ref reader);
                depth = reader.CurrentDepth;
            }
        }
        catch (JsonException)
        {
            // What was read before the break counts: these are first bytes, and a sender may break off on purpose.
            walk.Finish();
            isCut = depth >= MaxDepth - 1;
        }

        walk.Finish();
        return walk.Calls;
    }
}
