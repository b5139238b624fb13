using System.Text;

namespace DockerScan.Sentinel.Tests.Recognition;

/// <summary>Frames as a client sends them (RFC 6455, section 5.2).</summary>
internal static class WebSocketFrames
{
    private static readonly byte[] Mask = [0x37, 0xfa, 0x21, 0x3d];

    public static byte[] Masked(string text, byte operation = 1)
    {
        var body = Encoding.UTF8.GetBytes(text).Select((each, i) => (byte)(each ^ Mask[i % 4])).ToArray();
        byte[] length = body.Length < 126 ? [(byte)(0x80 | body.Length)] : [0xFE, (byte)(body.Length >> 8), (byte)body.Length];
        return [(byte)(0x80 | operation), .. length, .. Mask, .. body];
    }
}
