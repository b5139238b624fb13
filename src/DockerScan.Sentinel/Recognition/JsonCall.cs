using System.Text.Json;

namespace DockerScan.Sentinel.Recognition;

/// <summary>A JSON-RPC call: its method and what strings its parameters have.</summary>
internal sealed class JsonCall
{
    private const int MaxCalls = 16;
    private const int MaxTokens = 1024;
    private const int MaxStrings = 16;

    /// <summary>Null when none was read.</summary>
    public string? Method { get; private set; }

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
        var walk = new Walk();
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

    private static string Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return Facts.Shown(reader.ValueSpan);
        }

        try
        {
            return Facts.Shown(reader.GetString() ?? string.Empty);
        }
        // Not UTF-8, or half of an escaped pair.
        catch (InvalidOperationException)
        {
            return Facts.Shown(reader.ValueSpan);
        }
    }

    private sealed class Walk
    {
        private JsonCall? _call;
        private int _depth;
        private string? _member;
        private string? _name;

        public List<JsonCall> Calls { get; } = [];

        public void Take(ref Utf8JsonReader reader)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject when _call is null:
                    (_call, _depth) = (new JsonCall(), reader.CurrentDepth);
                    break;
                case JsonTokenType.EndObject when reader.CurrentDepth == _depth:
                    Finish();
                    break;
                case JsonTokenType.PropertyName when reader.CurrentDepth == _depth + 1:
                    (_member, _name) = (Text(ref reader), null);
                    break;
                case JsonTokenType.PropertyName when reader.CurrentDepth == _depth + 2:
                    _name = Text(ref reader);
                    break;
                case JsonTokenType.String or JsonTokenType.Number when _call is not null:
                    Value(reader.CurrentDepth - _depth, Text(ref reader), reader.TokenType == JsonTokenType.String);
                    break;
            }
        }

        public void Finish()
        {
            if (_call?.Method is not null)
            {
                Calls.Add(_call);
            }

            (_call, _member, _name) = (null, null, null);
        }

        private void Value(int depth, string text, bool isString)
        {
            var call = _call!;
            if (depth == 1 && _member == "method" && isString)
            {
                call.Method ??= text;
            }
            else if (depth == 1 && _member is not null && call.Named.Count < MaxStrings)
            {
                call.Named.TryAdd(_member, text);
            }
            else if (depth == 2 && _member == "params" && _name is not null && call.Named.Count < MaxStrings)
            {
                call.Named[_name] = text;
            }
            else if (depth == 2 && _member == "params" && _name is null && call.Positional.Count < MaxStrings)
            {
                call.Positional.Add(text);
            }

            _name = null;
        }
    }
}
