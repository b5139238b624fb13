using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace DockerScan.Sentinel.Dns;

/// <summary>One question, as a packet carries it.</summary>
internal sealed record DnsQuestion
{
    private const int HeaderLength = 12;
    private const int MaxName = 255;

    public required ushort Id { get; init; }

    public required bool IsRecursionDesired { get; init; }

    public required int Opcode { get; init; }

    /// <summary>The labels' bytes, in the case they came.</summary>
    public required IReadOnlyList<byte[]> Labels { get; init; }

    /// <summary>Lower case, without the last dot, what is not printable (or is a dot in a label) as \xNN.</summary>
    public required string Name { get; init; }

    public required ushort Type { get; init; }

    public required ushort Class { get; init; }

    public required bool HasEdns { get; init; }

    /// <summary>Name, type and class as they came, to be sent back.</summary>
    public required byte[] Wire { get; init; }

    /// <summary>
    /// Null when the packet is not one question. A name in a question has nothing to point at, so a compression pointer is
    /// refused, and with it every loop.
    /// </summary>
    public static DnsQuestion? Parse(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < HeaderLength || (packet[2] & 0x80) != 0 || Number(packet, 4) != 1)
        {
            return null;
        }

        var labels = new List<byte[]>();
        var at = HeaderLength;
        while (true)
        {
            if (at >= packet.Length)
            {
                return null;
            }

            int length = packet[at++];
            if (length == 0)
            {
                break;
            }

            if (length > 63 || at + length > packet.Length || at + length - HeaderLength >= MaxName)
            {
                return null;
            }

            labels.Add(packet.Slice(at, length).ToArray());
            at += length;
        }

        return at + 4 > packet.Length ? null : new DnsQuestion
        {
            Id = Number(packet, 0),
            IsRecursionDesired = (packet[2] & 1) != 0,
            Opcode = (packet[2] >> 3) & 0xF,
            Labels = labels,
            Name = Text(labels),
            Type = Number(packet, at),
            Class = Number(packet, at + 2),
            HasEdns = IsOption(packet[(at + 4)..]),
            Wire = packet[HeaderLength..(at + 4)].ToArray(),
        };
    }

    // Only an option record that follows the question at once is looked for: this is what resolvers send.
    private static bool IsOption(ReadOnlySpan<byte> rest) => rest.Length >= 11 && rest[0] == 0 && Number(rest, 1) == 41;

    private static string Text(List<byte[]> labels)
    {
        var text = new StringBuilder();
        foreach (var label in labels)
        {
            if (text.Length > 0)
            {
                text.Append('.');
            }

            foreach (var b in label)
            {
                if (b is > 0x20 and < 0x7F and not (byte)'.' and not (byte)'\\')
                {
                    text.Append(char.ToLowerInvariant((char)b));
                }
                else
                {
                    text.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}");
                }
            }
        }

        return text.ToString();
    }

    private static ushort Number(ReadOnlySpan<byte> packet, int at) => BinaryPrimitives.ReadUInt16BigEndian(packet[at..]);
}
