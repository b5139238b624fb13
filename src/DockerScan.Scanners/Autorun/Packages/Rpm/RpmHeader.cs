using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace DockerScan.Scanners.Autorun.Packages.Rpm;

/// <summary>A package's header as it lies in rpm's database: its name, and its files with their digests.</summary>
/// <remarks>rpm, docs/manual/format_header.md: two counts, entries of tag, type, offset and count, then data; big-endian. The database leaves out the magic.</remarks>
internal readonly ref struct RpmHeader
{
    private const int Intro = 8;
    private const int EntrySize = 16;
    // rpm's own bounds (lib/header.cc, hdrchkTags).
    private const uint MaxEntries = 0xFFFF;
    private const uint MaxFiles = 1_000_000;

    private const uint NameTag = 1000;
    private const uint DigestsTag = 1035;
    private const uint DirIndexesTag = 1116;
    private const uint BaseNamesTag = 1117;
    private const uint DirNamesTag = 1118;

    private const uint Int32Type = 4;
    private const uint StringType = 6;
    private const uint StringArrayType = 8;

    private readonly ReadOnlySpan<byte> _data;
    private readonly Entry _name;
    private readonly Entry _digests;
    private readonly Entry _dirIndexes;
    private readonly Entry _baseNames;
    private readonly Entry _dirNames;

    /// <exception cref="InvalidDataException">It is no header.</exception>
    public RpmHeader(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < Intro || BinaryPrimitives.ReadUInt32BigEndian(blob) is var count && (count == 0 || count > MaxEntries || Intro + (count * EntrySize) > blob.Length))
        {
            throw new InvalidDataException("a package's header is damaged");
        }

        _data = blob[(Intro + ((int)count * EntrySize))..];
        for (var i = 0; i < count; i++)
        {
            var entry = blob[(Intro + (i * EntrySize))..];
            var read = new Entry(Number(entry[4..]), Number(entry[8..]), Number(entry[12..]));
            if (read.Offset > _data.Length)
            {
                continue;
            }

            switch (Number(entry))
            {
                case NameTag when read.Type == StringType:
                    _name = read;
                    break;
                case DigestsTag when read.Type == StringArrayType:
                    _digests = read;
                    break;
                case DirIndexesTag when read.Type == Int32Type:
                    _dirIndexes = read;
                    break;
                case BaseNamesTag when read.Type == StringArrayType:
                    _baseNames = read;
                    break;
                case DirNamesTag when read.Type == StringArrayType:
                    _dirNames = read;
                    break;
            }
        }
    }

    /// <summary>The package's name; empty without one.</summary>
    public string Name => _name.Type == 0 ? string.Empty : Encoding.UTF8.GetString(Text(_data[(int)_name.Offset..]));

    /// <summary>How many files it has.</summary>
    public int FileCount => (int)Math.Min(_baseNames.Count, MaxFiles);

    /// <summary>The names of its files without their folders, each with a zero byte after it.</summary>
    public ReadOnlySpan<byte> BaseNames => _baseNames.Type == 0 ? [] : _data[(int)_baseNames.Offset..];

    /// <summary>The digests of its files in hex, in the same order and form; one of nothing for a folder or a link.</summary>
    public ReadOnlySpan<byte> Digests => _digests.Type == 0 ? [] : _data[(int)_digests.Offset..];

    /// <summary>Its folders, in the same form.</summary>
    public ReadOnlySpan<byte> Folders => _dirNames.Type == 0 ? [] : _data[(int)_dirNames.Offset..];

    /// <summary>How many folders it has.</summary>
    public int FolderCount => (int)Math.Min(_dirNames.Count, MaxFiles);

    /// <summary>Which of its folders a file is in; none that there is when that cannot be told.</summary>
    public uint FolderOf(int file)
    {
        var at = _dirIndexes.Offset + (file * 4L);
        return _dirIndexes.Type == 0 || file >= _dirIndexes.Count || at + 4 > _data.Length ? uint.MaxValue : Number(_data[(int)at..]);
    }

    /// <summary>Takes the first of a row of texts off it.</summary>
    public static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest)
    {
        var text = Text(rest);
        rest = text.Length < rest.Length ? rest[(text.Length + 1)..] : [];
        return text;
    }

    // The bytes up to the zero, or all there are.
    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> bytes) => bytes.IndexOf((byte)0) is >= 0 and var end ? bytes[..end] : bytes;

    private static uint Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32BigEndian(bytes);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(uint Type, uint Offset, uint Count);
}
