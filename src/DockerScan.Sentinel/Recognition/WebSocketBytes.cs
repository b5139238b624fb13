using System.Buffers.Binary;

namespace DockerScan.Sentinel.Recognition;

/// <summary>Frames of a WebSocket (RFC 6455, section 5.2), as a client sends them: masked.</summary>
internal static class WebSocketBytes
{
    private const int MaxFrames = 64;

    /// <summary>A frame's head.</summary>
    /// <param name="Operation">0 goes on, 1 is text, 2 is binary, 8 ends, 9 asks whether somebody is there.</param>
    /// <param name="HeadLength">How long the head is, the mask with it.</param>
    /// <param name="Length">How long what it brings is.</param>
    /// <param name="Mask">What its bytes are masked with; 0 when they are not.</param>
    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    internal readonly record struct Frame(int Operation, int HeadLength, ulong Length, uint Mask);

    /// <summary>The head of the frame that begins here; null while it is not whole.</summary>
    public static Frame? Head(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
        {
            return null;
        }

        var isMasked = (bytes[1] & 0x80) != 0;
        var shortLength = bytes[1] & 0x7F;
        var lengthBytes = shortLength switch { 126 => 2, 127 => 8, _ => 0 };
        var head = 2 + lengthBytes + (isMasked ? 4 : 0);
        if (bytes.Length < head)
        {
            return null;
        }

        var length = shortLength switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            127 => BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]),
            _ => (ulong)shortLength,
        };
        return new Frame(bytes[0] & 0xF, head, length, isMasked ? BinaryPrimitives.ReadUInt32BigEndian(bytes[(head - 4)..]) : 0);
    }

    /// <summary>What a frame brings, without its mask.</summary>
    public static byte[] Unmask(ReadOnlySpan<byte> bytes, uint mask)
    {
        var plain = bytes.ToArray();
        for (var i = 0; i < plain.Length; i++)
        {
            plain[i] ^= (byte)(mask >> (24 - i % 4 * 8));
        }

        return plain;
    }

    /// <summary>What the frames say, one message behind the other; the last one perhaps cut.</summary>
    public static byte[] Text(ReadOnlySpan<byte> bytes)
    {
        var text = new List<byte>();
        for (var i = 0; i < MaxFrames && Head(bytes) is { } frame; i++)
        {
            var body = bytes[frame.HeadLength..];
            var length = (int)Math.Min((ulong)body.Length, frame.Length);
            if (frame.Operation is 0 or 1 or 2)
            {
                text.AddRange(Unmask(body[..length], frame.Mask));
                text.Add((byte)'\n');
            }

            bytes = body[length..];
        }

        return [.. text];
    }
}
