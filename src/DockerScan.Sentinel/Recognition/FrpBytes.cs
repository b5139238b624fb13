using System.Buffers.Binary;

namespace DockerScan.Sentinel.Recognition;

/// <summary>
/// The login of frp's client: a letter for the kind of message, its length in eight bytes, and JSON. By default the client speaks it inside
/// frames of yamux.
/// </summary>
/// <remarks>Formats: fatedier/frp, pkg/msg (TypeLogin, Login) and fatedier/golib, msg/json; hashicorp/yamux, spec.md.</remarks>
internal static class FrpBytes
{
    private const byte Login = (byte)'o';
    private const int HeadLength = 1 + sizeof(long);
    private const int MaxLogin = 10 * 1024;
    private const int FrameLength = 12;
    private const int LengthAt = 8;
    private const int LastKind = 3;
    private const int MaxFrames = 8;

    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        var login = Unframed(bytes);
        return login.Length > HeadLength && login[0] == Login && BinaryPrimitives.ReadUInt64BigEndian(login[1..]) is > 2 and <= MaxLogin && IsLogin(login[HeadLength..])
            ? new Facts("frp").Add("tunnel", "frp").Say("login of a tunnel's client (frp)") : null;
    }

    private static bool IsLogin(ReadOnlySpan<byte> json) => json[0] == '{' && json.IndexOf("\"privilege_key\""u8) > 0;

    // A frame: version 0, its kind, flags, the stream, and a length, which only data (kind 0) brings along.
    private static ReadOnlySpan<byte> Unframed(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < MaxFrames && bytes.Length > FrameLength && bytes[0] == 0 && bytes[1] <= LastKind; i++)
        {
            var brings = bytes[1] == 0 && BinaryPrimitives.ReadUInt32BigEndian(bytes[LengthAt..]) > 0;
            bytes = bytes[FrameLength..];
            if (brings)
            {
                break;
            }
        }

        return bytes;
    }
}
