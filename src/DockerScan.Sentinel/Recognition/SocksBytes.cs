using System.Globalization;
using System.Net;

namespace DockerScan.Sentinel.Recognition;

/// <summary>A request to a SOCKS proxy, version 4, 4a or 5 (RFC 1928).</summary>
internal static class SocksBytes
{
    private const byte Connect = 1;
    private const byte Bind = 2;
    private const byte Associate = 3;
    private const byte Password = 2;

    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port) => Parse(bytes) is not { } found ? null
        : found.Target is null ? new Facts("socks").Add("version", found.Version).Say($"SOCKS{found.Version} greeting")
        : new Facts("socks").Add("version", found.Version).Add("target", found.Target).Add("user", found.User)
            .Say($"SOCKS{found.Version} to {Facts.Shown(found.Target)}", HostNames.Of(found.Target));

    /// <summary>Where the bytes for the other side begin; 0 while the request is not whole.</summary>
    public static int TunnelStart(ReadOnlySpan<byte> bytes) => Parse(bytes)?.End ?? 0;

    private static Request? Parse(ReadOnlySpan<byte> bytes) => bytes.Length < 3 ? null : bytes[0] switch
    {
        4 => ParseFour(bytes),
        5 => ParseFive(bytes),
        _ => null,
    };

    private static Request? ParseFour(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes[1..]);
        var command = reader.U8();
        var port = reader.U16();
        var address = reader.Take(4);
        if (command is not (Connect or Bind) || reader.IsShort || port == 0 || reader.Rest.IndexOf((byte)0) < 0)
        {
            return null;
        }

        var user = reader.Terminated();
        // 4a: an address 0.0.0.x says that a name follows.
        var isName = address[0] == 0 && address[1] == 0 && address[2] == 0 && address[3] != 0;
        var host = isName ? Facts.Shown(reader.Terminated()) : new IPAddress(address).ToString();
        return reader.IsShort ? null : new Request(isName ? "4a" : "4", Join(host, port), Facts.Shown(user), reader.Position + 1);
    }

    private static Request? ParseFive(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes[1..]);
        var methods = reader.Take(reader.U8());
        // The methods that exist are 0 to 9 and, for private use, those from 128 on.
        if (reader.IsShort || methods.IsEmpty || methods.IndexOfAnyInRange((byte)10, (byte)127) >= 0)
        {
            return null;
        }

        string? user = null;
        if (methods.Contains(Password) && reader.Left > 0 && reader.Rest[0] == 1)
        {
            reader.U8();
            user = Facts.Shown(reader.Take(reader.U8()));
            reader.Take(reader.U8());
        }

        if (reader.Left == 0 || reader.IsShort)
        {
            return new Request("5", null, user, 0);
        }

        return Target(ref reader) is { } target ? new Request("5", target, user, reader.Position + 1) : reader.IsShort ? new Request("5", null, user, 0) : null;
    }

    private static string? Target(ref ByteReader reader)
    {
        var isRequest = reader.U8() == 5 & reader.U8() is Connect or Bind or Associate & reader.U8() == 0;
        if (!isRequest)
        {
            return null;
        }

        var kind = reader.U8();
        var address = reader.Take(kind switch { 1 => 4, 3 => reader.U8(), 4 => 16, _ => 0 });
        var port = reader.U16();
        return reader.IsShort || address.IsEmpty ? null : Join(kind == 3 ? Facts.Shown(address) : new IPAddress(address).ToString(), port);
    }

    private static string Join(string host, int port) => string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");

    private sealed record Request(string Version, string? Target, string? User, int End);
}
