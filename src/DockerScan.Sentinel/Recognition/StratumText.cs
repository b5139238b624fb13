using System.Text;
using System.Text.Json;

namespace DockerScan.Sentinel.Recognition;

/// <summary>The mining protocols: Stratum (<c>mining.*</c>), Monero's <c>login</c>, Ethereum's <c>eth_submitLogin</c>.</summary>
/// <remarks>Read with a tokenizer, not by text: spaces, escapes and the order of members are the sender's choice.</remarks>
internal static class StratumText
{
    private const int MaxTokens = 256;

    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        var trimmed = bytes.TrimStart(" \t\r\n"u8);
        return trimmed.Length > 0 && trimmed[0] == (byte)'{' ? FromJson(trimmed) : null;
    }

    private static Recognition? FromJson(ReadOnlySpan<byte> json)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        var list = new List<string>();
        try
        {
            ReadMembers(json, members, list);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            // What was read before the break counts: only the first bytes are here.
        }

        return members.TryGetValue("method", out var method) ? Describe(method, members, list) : null;
    }

    private static void ReadMembers(ReadOnlySpan<byte> json, Dictionary<string, string> members, List<string> list)
    {
        // Several messages may stand one after another.
        var reader = new Utf8JsonReader(json, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = 16, AllowMultipleValues = true }));
        string? name = null;
        for (var i = 0; i < MaxTokens && reader.Read(); i++)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = reader.GetString();
                    break;
                case JsonTokenType.String when name is not null:
                    members.TryAdd(name, reader.GetString() ?? string.Empty);
                    name = null;
                    break;
                case JsonTokenType.String:
                    list.Add(reader.GetString() ?? string.Empty);
                    break;
                default:
                    name = null;
                    break;
            }
        }
    }

    private static Recognition? Describe(string method, Dictionary<string, string> members, List<string> list)
    {
        var isMonero = method == "login" && members.ContainsKey("login");
        if (!isMonero && !method.StartsWith("mining.", StringComparison.Ordinal)
            && method is not ("eth_submitLogin" or "eth_submitWork" or "eth_getWork" or "keepalived" or "getjob"))
        {
            return null;
        }

        var details = new Dictionary<string, string>(StringComparer.Ordinal) { ["method"] = Recognizer.Detail(method) };
        var wallet = isMonero ? members["login"] : method is "mining.authorize" or "eth_submitLogin" ? list.FirstOrDefault() : null;
        var agent = isMonero ? members.GetValueOrDefault("agent") : method == "mining.subscribe" ? list.FirstOrDefault() : null;
        Add(details, "wallet", wallet);
        Add(details, "agent", agent);
        Add(details, "pass", members.GetValueOrDefault("pass"));
        Add(details, "worker", members.GetValueOrDefault("rigid") ?? members.GetValueOrDefault("worker"));
        var summary = $"Stratum {Recognizer.Detail(method)}"
            + (string.IsNullOrEmpty(wallet) ? string.Empty : $", wallet {Recognizer.Detail(wallet)}")
            + (string.IsNullOrEmpty(agent) ? string.Empty : $", agent {Recognizer.Detail(agent)}");
        return new Recognition { Application = "stratum", Summary = summary, Details = details };
    }

    private static void Add(Dictionary<string, string> details, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            details[name] = Recognizer.Detail(value);
        }
    }
}
