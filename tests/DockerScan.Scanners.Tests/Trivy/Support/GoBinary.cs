using System.Text;

namespace DockerScan.Scanners.Tests.Trivy.Support;

/// <summary>The part of a Go program that lists its modules, as Go 1.18 and newer write it.</summary>
internal static class GoBinary
{
    private const string Version = "go1.26.3";

    public static byte[] Mark { get; } = [0xff, .. " Go buildinf:"u8];

    /// <summary>A file with the list at an offset, and some bytes behind it.</summary>
    public static byte[] Bytes(string modules, int at)
    {
        var list = Encoding.UTF8.GetBytes(modules);
        byte[] text = [.. Enumerable.Repeat((byte)0x30, 16), .. list, .. Enumerable.Repeat((byte)0xf9, 16)];
        byte[] header = [.. Mark, 8, 2, .. new byte[16], .. Length(Version.Length), .. Encoding.ASCII.GetBytes(Version), .. Length(text.Length), .. text];
        return [.. new byte[at], .. header, 0];
    }

    private static IEnumerable<byte> Length(int value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            yield return (byte)(value | 0x80);
        }

        yield return (byte)value;
    }
}
