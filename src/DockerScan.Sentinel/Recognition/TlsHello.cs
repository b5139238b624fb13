using System.Buffers.Binary;

namespace DockerScan.Sentinel.Recognition;

/// <summary>A TLS ClientHello (RFC 8446, 4.1.2), which may come in several records.</summary>
internal static class TlsHello
{
    private const byte Handshake = 22;
    private const byte ClientHello = 1;
    private const int ServerName = 0;
    private const int ApplicationProtocols = 16;
    private const int SupportedVersions = 43;

    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        if (bytes.Length < 6 || bytes[0] != Handshake || bytes[1] != 3 || bytes[2] > 4 || bytes[5] != ClientHello)
        {
            return null;
        }

        var hello = Join(bytes);
        var details = new Dictionary<string, string>(StringComparer.Ordinal);
        string? name = null;
        // A hello that is cut or malformed is still one; what could be read of it is told.
        if (Extensions(hello) is { } extensions)
        {
            name = ReadExtensions(hello.AsSpan(extensions), details);
        }

        return new Recognition
        {
            Application = "tls",
            Summary = name is null ? "TLS ClientHello without a server name" : $"TLS ClientHello for {name}",
            Details = details,
            Domain = name,
        };
    }

    /// <summary>The handshake's bytes without the record headings.</summary>
    private static byte[] Join(ReadOnlySpan<byte> bytes)
    {
        var joined = new List<byte>(bytes.Length);
        while (bytes.Length > 5 && bytes[0] == Handshake)
        {
            var length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(bytes[3..]), bytes.Length - 5);
            joined.AddRange(bytes.Slice(5, length));
            bytes = bytes[(5 + length)..];
        }

        return [.. joined];
    }

    /// <summary>Where the extensions begin: behind type, length, version, random, session, cipher suites and compression.</summary>
    private static int? Extensions(ReadOnlySpan<byte> hello)
    {
        var at = 4 + 2 + 32;
        if (hello.Length <= at)
        {
            return null;
        }

        at += 1 + hello[at];
        if (hello.Length < at + 2)
        {
            return null;
        }

        at += 2 + BinaryPrimitives.ReadUInt16BigEndian(hello[at..]);
        if (hello.Length <= at)
        {
            return null;
        }

        at += 1 + hello[at] + 2;
        return at <= hello.Length ? at : null;
    }

    private static string? ReadExtensions(ReadOnlySpan<byte> rest, Dictionary<string, string> details)
    {
        string? name = null;
        while (rest.Length >= 4)
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(rest);
            var length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(rest[2..]), rest.Length - 4);
            var body = rest.Slice(4, length);
            rest = rest[(4 + length)..];
            switch (type)
            {
                case ServerName when ReadName(body) is { } found:
                    details["sni"] = name = found;
                    break;
                case ApplicationProtocols when ReadProtocols(body) is { Length: > 0 } protocols:
                    details["alpn"] = protocols;
                    break;
                case SupportedVersions when body.IndexOf("\u0003\u0004"u8) >= 0:
                    details["version"] = "1.3";
                    break;
            }
        }

        return name;
    }

    // List length 2, kind 1 (0 is a host name), length 2, name.
    private static string? ReadName(ReadOnlySpan<byte> body)
    {
        if (body.Length < 5 || body[2] != 0)
        {
            return null;
        }

        var length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(body[3..]), body.Length - 5);
        return length == 0 ? null : Recognizer.Detail(body.Slice(5, length)).ToLowerInvariant();
    }

    private static string ReadProtocols(ReadOnlySpan<byte> body)
    {
        var names = new List<string>();
        var rest = body.Length > 2 ? body[2..] : default;
        while (rest.Length > 1 && names.Count < 8)
        {
            var length = Math.Min(rest[0], rest.Length - 1);
            names.Add(Recognizer.Detail(rest.Slice(1, length)));
            rest = rest[(1 + length)..];
        }

        return string.Join(',', names);
    }
}
