using System.Buffers.Binary;
using System.Text;

namespace DockerScan.Scanners.Autorun.Elf;

/// <summary>The little of an ELF file that the scanner needs. Every offset is the author's and is checked.</summary>
/// <remarks>Layout: System V ABI, chapters 4 and 5; both sizes, both byte orders.</remarks>
internal sealed record ElfImage
{
    private const int MaxHeaders = 4096;
    private const int MaxName = 64;
    private const uint Load = 1;
    private const uint Execute = 1;
    private const uint Write = 2;

    private static readonly ElfImage Unreadable = new() { IsReadable = false };

    /// <summary>False when it has the mark of an ELF file but not a header that holds together.</summary>
    public bool IsReadable { get; private init; } = true;

    /// <summary>False when the file says that it has no section headers, which linkers always write.</summary>
    public bool HasSectionHeaders { get; private init; } = true;

    /// <summary>The names of the sections; empty when there are none or they lie outside of what was read.</summary>
    public IReadOnlyList<string> SectionNames { get; private init; } = [];

    /// <summary>The loaded segments.</summary>
    public IReadOnlyList<ElfSegment> Segments { get; private init; } = [];

    /// <summary>True when code may be changed while it runs, as packers need it.</summary>
    public bool HasWritableCode => Segments.Any(segment => segment is { IsExecutable: true, IsWritable: true });

    public static bool IsElf(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\u007fELF"u8);

    public static ElfImage Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 64 || !IsElf(bytes) || bytes[4] is not (1 or 2) || bytes[5] is not (1 or 2))
        {
            return Unreadable;
        }

        var fields = new Fields(bytes, bytes[4] == 2, bytes[5] == 1);
        var sectionOffset = fields.Word(0x28, 0x20);
        return new ElfImage
        {
            HasSectionHeaders = sectionOffset != 0,
            SectionNames = sectionOffset == 0 ? [] : ReadSectionNames(fields, sectionOffset),
            Segments = ReadSegments(fields),
        };
    }

    private static List<ElfSegment> ReadSegments(Fields fields)
    {
        var table = fields.Word(0x20, 0x1c);
        var size = fields.Half(0x36, 0x2a);
        var count = Math.Min((int)fields.Half(0x38, 0x2c), MaxHeaders);
        var result = new List<ElfSegment>();
        if (size < (fields.Is64 ? 56 : 32) || !fields.Fits(table, (ulong)size * (ulong)count))
        {
            return result;
        }

        for (var i = 0; i < count; i++)
        {
            var header = fields.At((int)table + (i * size));
            if (header.Int(0, 0) == Load)
            {
                var flags = header.Int(0x04, 0x18);
                result.Add(new ElfSegment(header.Word(0x08, 0x04), header.Word(0x20, 0x10), (flags & Execute) != 0, (flags & Write) != 0));
            }
        }

        return result;
    }

    private static List<string> ReadSectionNames(Fields fields, ulong table)
    {
        var size = fields.Half(0x3a, 0x2e);
        var count = Math.Min((int)fields.Half(0x3c, 0x30), MaxHeaders);
        var strings = fields.Half(0x3e, 0x32);
        var result = new List<string>();
        if (size < (fields.Is64 ? 64 : 40) || strings >= count || !fields.Fits(table, (ulong)size * (ulong)count))
        {
            return result;
        }

        var section = fields.At((int)table + (strings * size));
        var (at, length) = (section.Word(0x18, 0x10), section.Word(0x20, 0x14));
        if (!fields.Fits(at, length))
        {
            return result;
        }

        var names = fields.Bytes.Slice((int)at, (int)length);
        for (var i = 0; i < count; i++)
        {
            var name = fields.At((int)table + (i * size)).Int(0, 0);
            if (name < names.Length)
            {
                result.Add(Name(names[(int)name..]));
            }
        }

        return result;
    }

    private static string Name(ReadOnlySpan<byte> from)
    {
        var end = from[..Math.Min(from.Length, MaxName)].IndexOf((byte)0);
        return Encoding.ASCII.GetString(end < 0 ? from[..Math.Min(from.Length, MaxName)] : from[..end]);
    }

    /// <summary>Reads numbers of the file's size and byte order; the first offset is that of 64-bit files, the second of 32-bit ones.</summary>
    private readonly ref struct Fields(ReadOnlySpan<byte> bytes, bool is64, bool isLittle)
    {
        public ReadOnlySpan<byte> Bytes { get; } = bytes;

        public bool Is64 => is64;

        public Fields At(int offset) => new(Bytes[offset..], is64, isLittle);

        public bool Fits(ulong offset, ulong length) => offset <= (ulong)Bytes.Length && length <= (ulong)Bytes.Length - offset;

        public ushort Half(int at64, int at32)
        {
            var from = Bytes[(is64 ? at64 : at32)..];
            return isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(from) : BinaryPrimitives.ReadUInt16BigEndian(from);
        }

        public uint Int(int at64, int at32)
        {
            var from = Bytes[(is64 ? at64 : at32)..];
            return isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(from) : BinaryPrimitives.ReadUInt32BigEndian(from);
        }

        public ulong Word(int at64, int at32)
        {
            if (!is64)
            {
                return Int(at32, at32);
            }

            var from = Bytes[at64..];
            return isLittle ? BinaryPrimitives.ReadUInt64LittleEndian(from) : BinaryPrimitives.ReadUInt64BigEndian(from);
        }
    }
}

/// <summary>A part of an ELF file that is loaded into memory. Its place in the file is the author's word and unchecked.</summary>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="Length">How long it is in the file.</param>
/// <param name="IsExecutable">Code may run in it.</param>
/// <param name="IsWritable">It may be written to.</param>
internal sealed record ElfSegment(ulong Offset, ulong Length, bool IsExecutable, bool IsWritable);
