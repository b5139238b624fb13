using System.Buffers.Binary;

namespace DockerScan.Scanners.Tests.Sandbox;

/// <summary>Writes pcap files as the sentinel does.</summary>
internal static class Pcaps
{
    public static byte[] Of(params byte[][] frames)
        => [.. Header(0xA1B23C4D, 2, 4, 256, 1), .. frames.SelectMany(frame => (byte[])[.. Numbers(1, 2, frame.Length, frame.Length), .. frame])];

    public static byte[] Header(uint magic, short major, short minor, int snap, int link)
    {
        var header = new byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(header, magic);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(4), major);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(6), minor);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), snap);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(20), link);
        return header;
    }

    public static byte[] Numbers(params int[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];
}
