using System.Text;

namespace DockerScan.Sentinel.Tests.Dns;

internal static class DnsPackets
{
    public static byte[] Question(string name, ushort type = 1, bool edns = false) => Question([.. name.Split('.').Select(Encoding.Latin1.GetBytes)], type, edns);

    public static byte[] Reply(string name, ushort type, params byte[][] records)
    {
        byte[] packet = [.. Question(name, type), .. records.SelectMany(record => record)];
        (packet[2], packet[6], packet[7]) = (0x81, (byte)(records.Length >> 8), (byte)records.Length);
        return packet;
    }

    public static byte[] Question(byte[][] labels, ushort type = 1, bool edns = false) =>
    [
        0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, (byte)(edns ? 1 : 0),
        .. labels.SelectMany(l => l.Prepend((byte)l.Length)), 0, (byte)(type >> 8), (byte)type, 0, 1,
        .. edns ? new byte[] { 0, 0, 41, 4, 0xD0, 0, 0, 0, 0, 0, 0 } : [],
    ];
}
