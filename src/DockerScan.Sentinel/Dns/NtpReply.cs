using System.Buffers.Binary;

namespace DockerScan.Sentinel.Dns;

/// <summary>The answer of a time server (RFC 5905): a machine whose clock cannot be asked for is in no ordinary network.</summary>
internal static class NtpReply
{
    public const int Port = 123;

    private const int Length = 48;
    private const int Client = 3;
    private const int Server = 4;
    private const int TransmitTime = 40;
    private static readonly DateTimeOffset Epoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Null for what is no client's question: another server, or a tool that asks for more than the time, gets no word.</summary>
    /// <param name="question">The datagram.</param>
    /// <param name="now">The time to tell.</param>
    /// <param name="server">Drawn for the server that was asked, so that two of them differ and one stays itself.</param>
    public static byte[]? To(ReadOnlySpan<byte> question, DateTimeOffset now, ulong server)
    {
        if (question.Length < Length || (question[0] & 7) != Client || ((question[0] >> 3) & 7) is < 1 or > 4)
        {
            return null;
        }

        var answer = new byte[Length];
        // No leap second; the caller's version.
        answer[0] = (byte)((question[0] & 0x38) | Server);
        answer[1] = 2;
        answer[2] = question[2];
        answer[3] = (byte)(0xE7 + (server % 3));
        // Root delay and dispersion, in 1/65,536 s: 0.5 to 16 ms, 0.2 to 31 ms.
        BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(4), 32 + (uint)((server >> 8) % 1000));
        BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(8), 16 + (uint)((server >> 20) % 2000));
        // Its own source, an address.
        BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(12), 0x80000000 | (uint)(server >> 32));
        Time(answer.AsSpan(16), now.AddSeconds(-1 - (double)((server >> 40) % 900)));
        question.Slice(TransmitTime, 8).CopyTo(answer.AsSpan(24));
        Time(answer.AsSpan(32), now);
        Time(answer.AsSpan(TransmitTime), now.AddTicks(180 + (long)(server % 200)));
        return answer;
    }

    private static void Time(Span<byte> to, DateTimeOffset at)
    {
        var ticks = (at - Epoch).Ticks;
        BinaryPrimitives.WriteUInt32BigEndian(to, (uint)(ticks / TimeSpan.TicksPerSecond));
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], (uint)(((ulong)(ticks % TimeSpan.TicksPerSecond) << 32) / TimeSpan.TicksPerSecond));
    }
}
