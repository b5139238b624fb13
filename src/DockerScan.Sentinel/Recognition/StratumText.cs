namespace DockerScan.Sentinel.Recognition;

/// <summary>The mining protocols: Stratum (<c>mining.*</c>), the login of CryptoNote pools (Monero), <c>eth_submitLogin</c>, and block templates (BIP 22) and work asked of a node.</summary>
internal static class StratumText
{
    // Shorter ones are user names of a pool, in which a dot may belong to the name.
    private const int MinWallet = 20;

    private const int MaxMethods = 4;

    private static readonly string[] LoginMembers = ["pass", "agent", "algo", "rigid"];

    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port) => Read(bytes, out _);

    /// <param name="bytes">The bytes.</param>
    /// <param name="isCut">True when not all of them could be read.</param>
    public static Recognition? Read(ReadOnlySpan<byte> bytes, out bool isCut)
    {
        isCut = false;
        var json = bytes.TrimStart(" \t\r\n"u8);
        if (json.IsEmpty || json[0] is not ((byte)'{' or (byte)'['))
        {
            return null;
        }

        var calls = JsonCall.Read(json, out isCut).Where(IsMining).ToList();
        return calls.Count > 0 ? Describe(calls) : null;
    }

    private static bool IsMining(JsonCall call) => call.Method switch
    {
        "login" => call.HasParameters && call.Named.ContainsKey("login") && LoginMembers.Any(call.Named.ContainsKey),
        // The first message of miners in browsers, to a proxy that speaks to the pool (webminerpool's protocol).
        "handshake" => call.Named.ContainsKey("login") && call.Named.ContainsKey("pool"),
        "submit" => call.Named.ContainsKey("job_id") && call.Named.ContainsKey("nonce"),
        "eth_submitLogin" or "eth_submitWork" or "eth_getWork" or "eth_submitHashrate" or "eth_login" or "keepalived" or "getjobtemplate"
            or "getblocktemplate" or "get_block_template" or "getwork" or "submitblock" or "submit_block" or "getauxblock" => true,
        { } method => method.StartsWith("mining.", StringComparison.Ordinal),
        null => false,
    };

    private static Recognition Describe(List<JsonCall> calls)
    {
        var facts = new Facts("stratum").Add("method", calls[0].Method);
        foreach (var call in calls)
        {
            Login(facts, call);
        }

        var methods = string.Join(" and ", calls.Select(call => call.Method!).Distinct(StringComparer.Ordinal).Take(MaxMethods));
        var wallet = facts["wallet"] is { } w ? $", wallet {w}" : string.Empty;
        var agent = facts["agent"] is { } a ? $", agent {a}" : string.Empty;
        return facts.Say($"Stratum {methods}{wallet}{agent}");
    }

    private static void Login(Facts facts, JsonCall call)
    {
        var first = call.Positional.Count > 0 ? call.Positional[0] : null;
        var second = call.Positional.Count > 1 ? call.Positional[1] : null;
        switch (call.Method)
        {
            case "mining.subscribe" or "mining.hello":
                facts.Add("agent", call.Named.GetValueOrDefault("agent") ?? first);
                break;
            case "mining.authorize" or "eth_submitLogin" or "eth_login":
                Wallet(facts, first);
                facts.Add("password", second);
                break;
            case "mining.submit":
                Wallet(facts, first);
                break;
            case "login" or "handshake":
                Wallet(facts, call.Named.GetValueOrDefault("login"));
                break;
            case "getblocktemplate" or "get_block_template":
                Wallet(facts, call.Named.GetValueOrDefault("wallet_address"));
                break;
        }

        facts.Add("worker", call.Named.GetValueOrDefault("worker")).Add("agent", call.Named.GetValueOrDefault("agent"));
        facts.Add("password", call.Named.GetValueOrDefault("pass")).Add("algo", call.Named.GetValueOrDefault("algo")).Add("rigid", call.Named.GetValueOrDefault("rigid"));
    }

    // "WALLET.worker"; with a name of a pool instead of a wallet it stays whole.
    private static void Wallet(Facts facts, string? login)
    {
        var dot = login?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        facts.Add("wallet", dot >= MinWallet ? login![..dot] : login);
        facts.Add("worker", dot >= MinWallet ? login![(dot + 1)..] : null);
    }
}
