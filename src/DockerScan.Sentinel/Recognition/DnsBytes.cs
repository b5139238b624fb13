using System.Globalization;

namespace DockerScan.Sentinel.Recognition;

/// <summary>A DNS question over TCP (RFC 1035, 4.2.2) to a port that is not DNS's.</summary>
internal static class DnsBytes
{
    private const int MinLength = 12 + 5;
    private const int MaxName = 255;

    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        var reader = new ByteReader(bytes);
        var length = reader.U16();
        reader.Take(2);
        var flags = reader.U16();
        var (questions, answers, authorities, additional) = (reader.U16(), reader.U16(), reader.U16(), reader.U16());
        // A plain question: no answer bit, operation 0, one question, nothing else but extensions.
        var isQuestion = length is >= MinLength and <= 4096 && (flags & 0xF80F) == 0 && questions == 1 && answers == 0 && authorities == 0 && additional <= 2;
        if (reader.IsShort || !isQuestion || Name(ref reader) is not { } name)
        {
            return null;
        }

        var type = reader.U16();
        var set = reader.U16();
        return reader.IsShort || set is not (1 or 3 or 255) ? null
            : new Facts("dns").Add("name", name).Add("type", type.ToString(CultureInfo.InvariantCulture)).Say($"DNS over TCP, question for {Facts.Shown(name)}");
    }

    private static string? Name(ref ByteReader reader)
    {
        var labels = new List<string>();
        for (var total = 0; total < MaxName;)
        {
            var length = reader.U8();
            if (length == 0)
            {
                return reader.IsShort ? null : string.Join('.', labels);
            }

            var label = reader.Take(length);
            // A pointer has nothing to point to in the first name.
            if (length > 63 || reader.IsShort)
            {
                return null;
            }

            labels.Add(Facts.Shown(label));
            total += length + 1;
        }

        return null;
    }
}
