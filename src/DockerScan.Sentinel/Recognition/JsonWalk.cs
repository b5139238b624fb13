using System.Text.Json;

namespace DockerScan.Sentinel.Recognition;

/// <summary>Takes the tokens of JSON-RPC calls one by one.</summary>
internal sealed class JsonWalk
{
    private const int MaxStrings = 16;

    // Others are the sender's to make up, as many as he likes.
    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "login", "pass", "agent", "algo", "rigid", "pool", "job_id", "nonce", "worker", "wallet_address",
    };

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
            case JsonTokenType.StartObject when reader.CurrentDepth == _depth + 1 && _member == "params":
                _call!.HasParameters = true;
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
        if (depth == 1 && isString && (_member == "method" || (_member == "identifier" && text == "handshake")))
        {
            call.Method ??= text;
        }
        else if (depth == 1 && _member is not null && Members.Contains(_member))
        {
            call.Named.TryAdd(_member, text);
        }
        else if (depth == 2 && _member == "params" && _name is not null && Members.Contains(_name))
        {
            call.Named[_name] = text;
        }
        else if (depth == 2 && _member == "params" && _name is null && call.Positional.Count < MaxStrings)
        {
            call.Positional.Add(text);
        }

        _name = null;
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
}
