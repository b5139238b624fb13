using System.Buffers.Binary;
using System.Net;

namespace DockerScan.Sentinel.Dns;

/// <summary>What a real server answered, read from its packet. The bytes are a stranger's: no pointer is followed, and all is bounded.</summary>
/// <param name="Name">The name that was asked for; names on the way to the address (CNAME) are not told.</param>
/// <param name="Type">The question's type.</param>
/// <param name="Addresses">The addresses, at most sixteen.</param>
internal sealed record DnsReply(string Name, ushort Type, IReadOnlyList<IPAddress> Addresses)
{
    private const int HeaderLength = 12;
    private const int RecordLength = 10;
    private const int MaxRecords = 64;
    private const int MaxAddresses = 16;
    private const int A = 1;
    private const int Aaaa = 28;

    /// <summary>Null when it is not the answer to one question.</summary>
    public static DnsReply? Parse(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < HeaderLength || (packet[2] & 0x80) == 0)
        {
            return null;
        }

        // The question stands in the answer as it was asked.
        var asked = packet.ToArray();
        asked[2] &= 0x7F;
        return DnsQuestion.Parse(asked) is { } question
            ? new DnsReply(question.Name, question.Type, Read(packet, HeaderLength + question.Wire.Length, Number(packet, 6)))
            : null;
    }

    private static List<IPAddress> Read(ReadOnlySpan<byte> packet, int at, int records)
    {
        var found = new List<IPAddress>();
        for (var i = Math.Min(records, MaxRecords); i > 0 && found.Count < MaxAddresses; i--)
        {
            at = AfterName(packet, at);
            if (at < 0 || at + RecordLength > packet.Length)
            {
                break;
            }

            var (type, length) = (Number(packet, at), Number(packet, at + 8));
            at += RecordLength;
            if (at + length > packet.Length)
            {
                break;
            }

            if ((type, length) is (A, 4) or (Aaaa, 16))
            {
                found.Add(new IPAddress(packet.Slice(at, length)));
            }

            at += length;
        }

        return found;
    }

    // Behind a record's name, which ends with an empty label or a pointer; -1 when it does not end.
    private static int AfterName(ReadOnlySpan<byte> packet, int at)
    {
        while (at < packet.Length)
        {
            int length = packet[at];
            switch (length)
            {
                case 0:
                    return at + 1;
                case >= 0xC0:
                    return at + 2;
                case > 63:
                    return -1;
                default:
                    at += length + 1;
                    break;
            }
        }

        return -1;
    }

    private static ushort Number(ReadOnlySpan<byte> packet, int at) => BinaryPrimitives.ReadUInt16BigEndian(packet[at..]);
}
