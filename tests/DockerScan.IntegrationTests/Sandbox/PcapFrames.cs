using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace DockerScan.IntegrationTests.Sandbox;

/// <summary>Reads the frames of a pcap file by the format's own description, without any of our code.</summary>
internal static class PcapFrames
{
    private const int Ethernet = 14;

    /// <summary>Protocol, destination and port of every IPv4 packet with ports.</summary>
    public static IReadOnlyList<(ProtocolType Protocol, IPEndPoint To)> Destinations(byte[] file)
    {
        Assert.Equal([0x4D, 0x3C, 0xB2, 0xA1, 2, 0, 4, 0], file[..8]);
        Assert.Equal(1, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(20)));
        var found = new List<(ProtocolType, IPEndPoint)>();
        var at = 24;
        while (at < file.Length)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 8));
            var frame = file.AsSpan(at + 16, length);
            at += 16 + length;
            var header = frame.Length > Ethernet ? (frame[Ethernet] & 15) * 4 : 0;
            if (frame.Length >= Ethernet + header + 4 && frame[12] == 8 && frame[13] == 0 && frame[Ethernet + 9] is 6 or 17)
            {
                found.Add((
                    (ProtocolType)frame[Ethernet + 9],
                    new IPEndPoint(new IPAddress(frame.Slice(Ethernet + 16, 4)), BinaryPrimitives.ReadUInt16BigEndian(frame[(Ethernet + header + 2)..]))));
            }
        }

        Assert.Equal(file.Length, at);
        return found;
    }
}
