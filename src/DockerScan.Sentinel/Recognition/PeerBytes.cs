namespace DockerScan.Sentinel.Recognition;

/// <summary>The handshake between BitTorrent peers (BEP 3).</summary>
internal static class PeerBytes
{
    private const int HashOffset = 28;
    private const int HashLength = 20;

    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        if (!bytes.StartsWith("\u0013BitTorrent protocol"u8))
        {
            return null;
        }

        var facts = new Facts("bittorrent");
        if (bytes.Length >= HashOffset + HashLength)
        {
            facts.Add("hash", Convert.ToHexStringLower(bytes.Slice(HashOffset, HashLength)));
        }

        return facts.Say($"BitTorrent peer{(facts["hash"] is { } hash ? $", torrent {hash}" : string.Empty)}");
    }
}
