using System.Buffers.Binary;

namespace DockerScan.Sentinel.Recognition;

/// <summary>Reads a binary message without ever leaving it: what is not there reads as zero or empty and sets <see cref="IsShort"/>.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>True once something was read that is not there.</summary>
    public bool IsShort { get; private set; }

    public readonly int Position => _at;

    public readonly int Left => _bytes.Length - _at;

    public readonly ReadOnlySpan<byte> Rest => _bytes[_at..];

    public byte U8() => Take(1) is [var value] ? value : (byte)0;

    public int U16() => Take(2) is { Length: 2 } value ? BinaryPrimitives.ReadUInt16BigEndian(value) : 0;

    public int U24() => Take(3) is { Length: 3 } value ? (value[0] << 16) | (value[1] << 8) | value[2] : 0;

    public long U32() => Take(4) is { Length: 4 } value ? BinaryPrimitives.ReadUInt32BigEndian(value) : 0;

    public long U32LittleEndian() => Take(4) is { Length: 4 } value ? BinaryPrimitives.ReadUInt32LittleEndian(value) : 0;

    /// <summary>So many bytes, or none when they are not all there.</summary>
    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > Left)
        {
            IsShort = true;
            return default;
        }

        var taken = _bytes.Slice(_at, (int)count);
        _at += (int)count;
        return taken;
    }

    /// <summary>So many bytes, or as many of them as there are.</summary>
    public ReadOnlySpan<byte> TakeUpTo(long count)
    {
        IsShort |= count > Left;
        return Take(Math.Clamp(count, 0, Left));
    }

    /// <summary>The bytes up to the next zero, which is skipped; all that is left when there is none.</summary>
    public ReadOnlySpan<byte> Terminated()
    {
        var end = Rest.IndexOf((byte)0);
        if (end < 0)
        {
            return TakeUpTo(Left + 1L);
        }

        var text = Take(end);
        _at++;
        return text;
    }
}
