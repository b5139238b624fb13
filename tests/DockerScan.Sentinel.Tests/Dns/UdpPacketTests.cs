using System.Net;
using DockerScan.Sentinel.Dns;

namespace DockerScan.Sentinel.Tests.Dns;

public sealed class UdpPacketTests
{
    [Theory]
    [InlineData("9.9.9.9", "172.17.0.2", 20, 12)]
    [InlineData("2001:db8::1", "fd00::2", 40, 8)]
    public void Build_Packet_HasAValidChecksum(string from, string to, int header, int addresses)
    {
        foreach (var payload in new byte[][] { [], [1], [1, 2, 3, 4, 5], new byte[511] })
        {
            var packet = UdpPacket.Build(new IPEndPoint(IPAddress.Parse(from), 53), new IPEndPoint(IPAddress.Parse(to), 40000), payload);

            Assert.Equal(header + 8 + payload.Length, packet.Length);
            byte[] padded = [.. packet[addresses..], .. new byte[payload.Length % 2]];
            long sum = 17 + 8 + payload.Length;
            for (var i = 0; i < padded.Length; i += 2)
            {
                sum += (padded[i] << 8) | padded[i + 1];
            }

            Assert.Equal(0xFFFF, ((sum & 0xFFFF) + (sum >> 16)) switch { var s when s > 0xFFFF => (s & 0xFFFF) + 1, var s => s });
        }
    }
}
