using System.Text;
using System.Text.Json;

namespace DockerScan.Sentinel.Sink.Dialogues;

/// <summary>Answers of a mining pool, or of any JSON-RPC server.</summary>
internal static class JsonRpc
{
    private const int MaxId = 64;
    private const string Seed = "8a1e6b0c5d3f92477c1e0b5a6d8f3e2c4b7a9d1e0f6c5b3a2d8e7f4c1b0a9d6e";

    private static readonly string Blob = "1010d8a4b5ba06" + new string('a', 138) + "00";
    private static readonly string Job =
        $$"""{"blob":"{{Blob}}","job_id":"4f1c9a","target":"b88d0600","algo":"rx/0","height":3180021,"seed_hash":"{{Seed}}"}""";

    /// <summary>The answer to one request; null when it is none.</summary>
    public static string? Answer(ReadOnlySpan<char> request)
    {
        try
        {
            using var json = JsonDocument.Parse(request.ToString(), new JsonDocumentOptions { MaxDepth = 16 });
            return json.RootElement.ValueKind == JsonValueKind.Object ? Answer(json.RootElement) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Answer(JsonElement request)
    {
        var method = request.TryGetProperty("method", out var m) && m.ValueKind == JsonValueKind.String ? m.GetString() : null;
        if (method is null)
        {
            return null;
        }

        var id = Id(request);
        return method switch
        {
            "login" => $$"""{"id":{{id}},"jsonrpc":"2.0","error":null,"result":{"id":"c0ffee12-9a4b","job":{{Job}},"extensions":["algo","keepalive"],"status":"OK"} }""",
            "getjob" => $$"""{"id":{{id}},"jsonrpc":"2.0","error":null,"result":{{Job}}}""",
            "submit" => $$"""{"id":{{id}},"jsonrpc":"2.0","error":null,"result":{"status":"OK"} }""",
            "keepalived" => $$"""{"id":{{id}},"jsonrpc":"2.0","error":null,"result":{"status":"KEEPALIVED"} }""",
            "mining.subscribe" => $$"""{"id":{{id}},"error":null,"result":[[["mining.set_difficulty","1"],["mining.notify","1"]],"08000002",4]}""",
            "mining.authorize" => $$"""{"id":{{id}},"error":null,"result":true}""" + "\n" + Notify(),
            "getblocktemplate" or "get_block_template" => $$"""{"id":{{id}},"jsonrpc":"2.0","error":null,"result":{"blocktemplate_blob":"{{Blob}}","blockhashing_blob":"{{Blob}}","difficulty":480045,"height":3180021,"prev_hash":"{{Seed}}","previousblockhash":"{{Seed}}","bits":"1d00ffff","curtime":1710271922,"version":536870912,"transactions":[],"coinbasevalue":312500000,"status":"OK"} }""",
            "eth_getWork" => $$"""{"id":{{id}},"jsonrpc":"2.0","result":["0x{{Seed}}","0x{{Seed}}","0x00000000ffff0000000000000000000000000000000000000000000000000000"]}""",
            _ => $$"""{"id":{{id}},"jsonrpc":"2.0","error":null,"result":true}""",
        };
    }

    private static string Notify() =>
        """{"id":null,"method":"mining.set_difficulty","params":[65536]}""" + "\n" +
        $$"""{"id":null,"method":"mining.notify","params":["4f1c9a","{{Seed}}","01000000","ffffffff",[],"20000000","1d00ffff","65f0a1b2",true]}""";

    // Written back as it came, when it is of a kind and length that an id has.
    private static string Id(JsonElement request)
    {
        if (!request.TryGetProperty("id", out var id) || id.ValueKind is not (JsonValueKind.Number or JsonValueKind.String))
        {
            return "null";
        }

        var raw = id.GetRawText();
        return Encoding.UTF8.GetByteCount(raw) <= MaxId ? raw : "null";
    }
}

/// <summary>JSON-RPC, a request a line: Stratum and the Monero login.</summary>
internal sealed class JsonRpcDialogue : LineDialogue
{
    protected override string? OnLine(string line) => JsonRpc.Answer(line) is { } answer ? answer + "\n" : null;
}
