using DockerScan.Core.Content;

namespace DockerScan.Docker.Files;

/// <summary>Reads an archive as engines write it (POSIX ustar with PAX and GNU extensions), entry by entry, forwards only.</summary>
/// <remarks>
/// The base library's reader refuses a whole archive for one owner number of 2^31 or more, which any image may hold, and
/// takes an archive that breaks off between two entries for a whole one. Both would let an image hide its files.
/// </remarks>
internal sealed class TarStreamReader(Stream source)
{
    private const int BlockBytes = 512;
    // Names are at most 4,096 bytes and extended attributes 64 KiB; there are few of them.
    private const int MaxExtensionBytes = 1 << 20;
    private const int MaxExtensionHeaders = 8;

    private readonly ForwardReader _reader = new(source);
    private readonly byte[] _block = new byte[BlockBytes];
    private long _left;
    private long _padding;

    /// <summary>The next entry; null at the archive's end mark. What was not read of the entry before is passed over.</summary>
    /// <exception cref="EndOfStreamException">The archive breaks off.</exception>
    /// <exception cref="InvalidDataException">The archive is malformed.</exception>
    public async ValueTask<TarEntryHeader?> NextAsync(CancellationToken cancellationToken)
    {
        var extensions = new TarExtensions();
        for (var count = 0; count <= MaxExtensionHeaders; count++)
        {
            await _reader.SkipAsync(_left + _padding, cancellationToken);
            (_left, _padding) = (0, 0);
            await _reader.ReadAsync(_block, cancellationToken);
            if (!_block.AsSpan().ContainsAnyExcept((byte)0))
            {
                return null;
            }

            CheckSum(_block);
            var type = (char)_block[156];
            if (type is not ('x' or 'g' or 'L' or 'K'))
            {
                var header = Header(type, extensions);
                SetContent(header.Size);
                return header;
            }

            SetContent(Number(_block.AsSpan(124, 12)));
            await ReadExtensionAsync(type, extensions, cancellationToken);
        }

        throw new InvalidDataException("an entry has too many extension headers");
    }

    /// <summary>Reads some of the current entry's content; 0 at its end.</summary>
    /// <exception cref="EndOfStreamException">The archive breaks off.</exception>
    public async ValueTask<int> ReadContentAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        if (_left == 0 || target.IsEmpty)
        {
            return 0;
        }

        var count = await _reader.ReadSomeAsync(target[..(int)Math.Min(target.Length, _left)], cancellationToken);
        _left -= count;
        return count;
    }

    private static void CheckSum(ReadOnlySpan<byte> block)
    {
        var sum = 0L;
        for (var i = 0; i < block.Length; i++)
        {
            // The field itself counts as blanks.
            sum += i is >= 148 and < 156 ? ' ' : block[i];
        }

        if (sum != Number(block.Slice(148, 8)))
        {
            throw new InvalidDataException("a header's checksum is wrong");
        }
    }

    private static long Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
        {
            return Base256(field);
        }

        var number = 0L;
        foreach (var digit in field.Trim("\0 "u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                throw new InvalidDataException("a header's number is malformed");
            }

            number = (number << 3) + (digit - '0');
        }

        return number;
    }

    private static long Base256(ReadOnlySpan<byte> field)
    {
        if (field[0] != 0x80 || (field.Length > 9 && field[1..^8].ContainsAnyExcept((byte)0)))
        {
            throw new InvalidDataException("a header's number is negative or too large");
        }

        var number = 0L;
        foreach (var part in field[Math.Max(1, field.Length - 8)..])
        {
            number = (number << 8) | part;
        }

        return number >= 0 ? number : throw new InvalidDataException("a header's number is too large");
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return PathBytes.Decode(end < 0 ? field : field[..end]);
    }

    private static int Clamp(long number) => (int)Math.Min(number, int.MaxValue);

    private TarEntryHeader Header(char type, TarExtensions extensions)
    {
        var block = _block.AsSpan();
        // Links, devices, folders and pipes have no content, whatever their size field says.
        var size = type is >= '1' and <= '6' ? 0 : extensions.Size ?? Number(block.Slice(124, 12));
        return new TarEntryHeader(
            extensions.Name ?? UstarName(block),
            type,
            Clamp(Number(block.Slice(100, 8))),
            Clamp(extensions.Uid ?? Number(block.Slice(108, 8))),
            Clamp(extensions.Gid ?? Number(block.Slice(116, 8))),
            size,
            extensions.LinkName ?? Text(block.Slice(157, 100)),
            extensions.HasCapabilities);
    }

    private static string UstarName(ReadOnlySpan<byte> block)
    {
        var name = Text(block[..100]);
        var prefix = block.Slice(257, 6).SequenceEqual("ustar\0"u8) ? Text(block.Slice(345, 155)) : string.Empty;
        return prefix.Length == 0 ? name : prefix + "/" + name;
    }

    private void SetContent(long size)
    {
        if (size > long.MaxValue - BlockBytes)
        {
            throw new InvalidDataException("an entry's size is not possible");
        }

        _left = size;
        _padding = (BlockBytes - (size % BlockBytes)) % BlockBytes;
    }

    private async ValueTask ReadExtensionAsync(char type, TarExtensions extensions, CancellationToken cancellationToken)
    {
        if (type == 'g')
        {
            return;
        }

        if (_left > MaxExtensionBytes)
        {
            throw new InvalidDataException("an extension header is too large");
        }

        var content = new byte[_left];
        await _reader.ReadAsync(content, cancellationToken);
        _left = 0;
        switch (type)
        {
            case 'x':
                extensions.ReadPax(content);
                break;
            case 'L':
                extensions.SetLongName(content);
                break;
            default:
                extensions.SetLongLink(content);
                break;
        }
    }
}
