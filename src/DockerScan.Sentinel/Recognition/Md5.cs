using System.Buffers.Binary;
using System.Numerics;

namespace DockerScan.Sentinel.Recognition;

/// <summary>
/// MD5 (RFC 1321), for fingerprints only: the lists of known TLS clients use it. Written out because the library's needs
/// OpenSSL at run time, and the sentinel's container has no file but the sentinel.
/// </summary>
internal static class Md5
{
    private static readonly int[] Shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
    private static readonly uint[] Sines = [.. Enumerable.Range(1, 64).Select(i => (uint)(long)Math.Floor(Math.Abs(Math.Sin(i)) * 4294967296.0))];

    public static byte[] Hash(ReadOnlySpan<byte> data)
    {
        var padded = new byte[(data.Length + 8) / 64 * 64 + 64];
        data.CopyTo(padded);
        padded[data.Length] = 0x80;
        BinaryPrimitives.WriteUInt64LittleEndian(padded.AsSpan(padded.Length - 8), (ulong)data.Length * 8);

        Span<uint> state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476];
        for (var at = 0; at < padded.Length; at += 64)
        {
            Block(padded.AsSpan(at, 64), state);
        }

        var hash = new byte[16];
        for (var i = 0; i < 4; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(hash.AsSpan(i * 4), state[i]);
        }

        return hash;
    }

    private static void Block(ReadOnlySpan<byte> block, Span<uint> state)
    {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        for (var i = 0; i < 64; i++)
        {
            var (mix, word) = (i / 16) switch
            {
                0 => ((b & c) | (~b & d), i),
                1 => ((d & b) | (~d & c), (5 * i + 1) % 16),
                2 => (b ^ c ^ d, (3 * i + 5) % 16),
                _ => (c ^ (b | ~d), 7 * i % 16),
            };
            var turned = BitOperations.RotateLeft(a + mix + Sines[i] + BinaryPrimitives.ReadUInt32LittleEndian(block[(word * 4)..]), Shifts[i / 16 * 4 + i % 4]);
            (a, d, c, b) = (d, c, b, b + turned);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }
}
