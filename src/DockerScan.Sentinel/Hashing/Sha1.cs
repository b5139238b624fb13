using System.Buffers.Binary;
using System.Numerics;

namespace DockerScan.Sentinel.Hashing;

/// <summary>SHA-1 (FIPS 180-4), for the answer of a WebSocket (RFC 6455) alone. Written out because the library's needs OpenSSL at run time.</summary>
internal static class Sha1
{
    public static byte[] Hash(ReadOnlySpan<byte> data)
    {
        var padded = new byte[(data.Length + 8) / 64 * 64 + 64];
        data.CopyTo(padded);
        padded[data.Length] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(padded.AsSpan(padded.Length - 8), (ulong)data.Length * 8);

        Span<uint> state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0];
        Span<uint> words = stackalloc uint[80];
        for (var at = 0; at < padded.Length; at += 64)
        {
            Block(padded.AsSpan(at, 64), words, state);
        }

        var hash = new byte[20];
        for (var i = 0; i < state.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(i * 4), state[i]);
        }

        return hash;
    }

    private static void Block(ReadOnlySpan<byte> block, Span<uint> words, Span<uint> state)
    {
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = i < 16 ? BinaryPrimitives.ReadUInt32BigEndian(block[(i * 4)..]) : BitOperations.RotateLeft(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
        }

        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4]);
        for (var i = 0; i < words.Length; i++)
        {
            var (mix, constant) = (i / 20) switch
            {
                0 => ((b & c) | (~b & d), 0x5A827999u),
                1 => (b ^ c ^ d, 0x6ED9EBA1u),
                2 => ((b & c) | (b & d) | (c & d), 0x8F1BBCDCu),
                _ => (b ^ c ^ d, 0xCA62C1D6u),
            };
            (a, b, c, d, e) = (BitOperations.RotateLeft(a, 5) + mix + e + constant + words[i], a, BitOperations.RotateLeft(b, 30), c, d);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
    }
}
