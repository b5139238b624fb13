using System.Globalization;

namespace DockerScan.Sentinel.Recognition;

/// <summary>A TLS ClientHello (RFC 8446, 4.1.2), which may come in several records.</summary>
internal static class TlsHello
{
    private const byte Handshake = 22;
    private const byte ClientHello = 1;
    private const int RecordHeader = 5;
    private const int ServerName = 0;
    private const int Groups = 10;
    private const int PointFormats = 11;
    private const int ApplicationProtocols = 16;
    private const int SupportedVersions = 43;
    private const int EncryptedHello = 0xFE0D;
    private const int MaxProtocols = 8;
    private const int MaxExtensions = 128;

    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        if (bytes.Length < RecordHeader + 1 || bytes[0] != Handshake || bytes[1] != 3 || bytes[2] > 4 || bytes[5] != ClientHello)
        {
            return null;
        }

        var reader = new ByteReader(Join(bytes));
        var facts = new Facts("tls");
        var hello = new Hello();
        var isWhole = Parse(ref reader, hello);
        var name = HostNames.Of(hello.Name);
        facts.Add("sni", hello.Name?.ToLowerInvariant()).Add("alpn", hello.Protocols).Add("version", Version(hello.Version));
        facts.Add("ja3", isWhole ? hello.Print.Digest() : null);
        facts.Add("ech", hello.IsEncrypted ? "true" : null);
        // A hello that is cut or broken is still one; the summary differs, so that the whole one is told again.
        var words = $"TLS {Version(hello.Version)} ClientHello{(isWhole ? string.Empty : ", a part of it")}";
        return facts.Say(facts["sni"] is { } sni ? $"{words} for {sni}" : $"{words} without a server name", name);
    }

    /// <summary>The handshake's bytes without the record headings.</summary>
    private static byte[] Join(ReadOnlySpan<byte> bytes)
    {
        var joined = new byte[bytes.Length];
        var length = 0;
        var reader = new ByteReader(bytes);
        while (reader.Left > RecordHeader && reader.Rest[0] == Handshake)
        {
            reader.Take(3);
            var part = reader.TakeUpTo(reader.U16());
            part.CopyTo(joined.AsSpan(length));
            length += part.Length;
        }

        return joined[..length];
    }

    /// <summary>Reads what there is of it; false when something is missing.</summary>
    private static bool Parse(ref ByteReader message, Hello hello)
    {
        message.U8();
        var reader = new ByteReader(message.TakeUpTo(message.U24()));
        hello.Version = hello.Print.Version = reader.U16();
        reader.Take(32);
        reader.Take(reader.U8());
        hello.Print.Ciphers.AddNumbers(reader.TakeUpTo(reader.U16()));
        reader.Take(reader.U8());
        // Very old clients have no extensions at all.
        if (reader.IsShort || reader.Left == 0)
        {
            return !reader.IsShort && !message.IsShort;
        }

        var extensions = new ByteReader(reader.TakeUpTo(reader.U16()));
        for (var i = 0; i < MaxExtensions && extensions.Left >= 4; i++)
        {
            var type = extensions.U16();
            hello.Print.Extensions.Add(type);
            Extension(type, new ByteReader(extensions.TakeUpTo(extensions.U16())), hello);
        }

        return !reader.IsShort && !message.IsShort && !extensions.IsShort;
    }

    private static void Extension(int type, ByteReader body, Hello hello)
    {
        switch (type)
        {
            case ServerName:
                // List length, kind (0 is a host name), length, name.
                body.U16();
                hello.Name = body.U8() == 0 && body.TakeUpTo(body.U16()) is { Length: > 0 } name ? Facts.Shown(name) : null;
                break;
            case Groups:
                hello.Print.Groups.AddNumbers(body.TakeUpTo(body.U16()));
                break;
            case PointFormats:
                foreach (var format in body.TakeUpTo(body.U8()))
                {
                    hello.Print.Formats.Add(format);
                }

                break;
            case ApplicationProtocols:
                hello.Protocols = ReadProtocols(body);
                break;
            case SupportedVersions:
                body.U8();
                hello.Version = Highest(body, hello.Version);
                break;
            case EncryptedHello:
                hello.IsEncrypted = true;
                break;
        }
    }

    private static int Highest(ByteReader versions, int highest)
    {
        while (versions.Left >= 2)
        {
            var version = versions.U16();
            highest = (version >> 8) == 3 && version > highest ? version : highest;
        }

        return highest;
    }

    private static string ReadProtocols(ByteReader body)
    {
        var names = new List<string>();
        body.U16();
        while (body.Left > 1 && names.Count < MaxProtocols)
        {
            names.Add(Facts.Shown(body.TakeUpTo(body.U8())));
        }

        return string.Join(',', names);
    }

    private static string Version(int version) => version switch
    {
        0x0300 => "SSL 3.0",
        >= 0x0301 and <= 0x0304 => string.Create(CultureInfo.InvariantCulture, $"1.{version - 0x0301}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"0x{version:x4}"),
    };

    private sealed class Hello
    {
        public Ja3 Print { get; } = new();

        public int Version { get; set; }

        public string? Name { get; set; }

        public string? Protocols { get; set; }

        public bool IsEncrypted { get; set; }
    }
}
