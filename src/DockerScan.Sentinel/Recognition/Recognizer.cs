namespace DockerScan.Sentinel.Recognition;

/// <summary>
/// Recognises a protocol by its first bytes, whatever the port: a port only decides between readings that are equally good.
/// Never throws, and does work in proportion to the bytes, of which it looks at no more than <see cref="MaxBytes"/>.
/// </summary>
internal static class Recognizer
{
    /// <summary>How many bytes are looked at.</summary>
    public const int MaxBytes = 8192;

    // A proxy's connection to a proxy's.
    private const int MaxTunnels = 2;

    private delegate Recognition? Reader(ReadOnlySpan<byte> bytes, int port);

    // The exact ones first, the loose ones last.
    private static readonly Reader[] Readers =
    [
        TlsHello.Read, HttpText.Read, StratumText.Read, SshBanner.Read, RedisText.Read, SocksBytes.Read, LdapBytes.Read, PeerBytes.Read, AdbBytes.Read, FrpBytes.Read,
        PostgresBytes.Read, MySqlBytes.Read, MongoBytes.Read, WindowsBytes.Read, MqttBytes.Read, RmiBytes.Read, DnsBytes.Read, TelnetBytes.Read,
        MailText.Read, IrcText.Read, LoginText.Read, ShellText.Read,
    ];

    /// <summary>What they are; null when that is not known, or not yet.</summary>
    public static Recognition? Recognize(ReadOnlySpan<byte> firstBytes, int port) => Recognize(firstBytes[..Math.Min(firstBytes.Length, MaxBytes)], port, MaxTunnels);

    private static Recognition? Recognize(ReadOnlySpan<byte> bytes, int port, int tunnels)
    {
        foreach (var reader in Readers)
        {
            if (reader(bytes, port) is { } found)
            {
                return tunnels == 0 ? found : Inside(bytes, port, found, tunnels);
            }
        }

        return null;
    }

    // Behind a proxy's request comes what is really spoken: a miner's login does not hide behind SOCKS.
    private static Recognition Inside(ReadOnlySpan<byte> bytes, int port, Recognition outer, int tunnels)
    {
        var start = outer.Application switch
        {
            "http" => HttpText.TunnelStart(bytes),
            "socks" => SocksBytes.TunnelStart(bytes),
            _ => 0,
        };
        var isSocket = outer is { Application: "http" } && string.Equals(outer.Details.GetValueOrDefault("upgrade"), "websocket", StringComparison.OrdinalIgnoreCase);
        var through = isSocket ? WebSocketBytes.Text(bytes[HttpText.HeadLength(bytes)..]) : start > 0 && start < bytes.Length ? bytes[start..] : [];
        if (through.IsEmpty || Recognize(through, port, tunnels - 1) is not { } inner || (isSocket && inner.Application != "stratum"))
        {
            return outer;
        }

        if (inner.Details.Count < Facts.MaxDetails && outer.Details.TryGetValue("target", out var target))
        {
            inner.Details.TryAdd("target", target);
        }

        return inner with { Domain = inner.Domain ?? outer.Domain, Summary = $"{inner.Summary} ({(isSocket ? "over a WebSocket" : "through a proxy")}: {outer.Summary})" };
    }
}
