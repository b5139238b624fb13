using System.Buffers.Binary;
using System.Net;

namespace DockerScan.Sentinel.Recognition;

/// <summary>A request to a SOCKS proxy, version 4 or 5 (RFC 1928).</summary>
internal static class SocksBytes
{
    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        if (bytes.Length >= 9 && bytes[0] == 4 && bytes[1] is 1 or 2)
        {
            var to = $"{new IPAddress(bytes.Slice(4, 4))}:{BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])}";
            return new Recognition { Application = "socks", Summary = $"SOCKS4 to {to}", Details = { ["target"] = to } };
        }

        // Version 5 begins with a list of methods that fills the message exactly.
        return bytes.Length >= 3 && bytes[0] == 5 && bytes[1] > 0 && bytes.Length == 2 + bytes[1]
            ? new Recognition { Application = "socks", Summary = "SOCKS5 greeting" }
            : null;
    }
}
