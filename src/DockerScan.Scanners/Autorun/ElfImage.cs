using System.Buffers.Binary;
using System.Text;

namespace DockerScan.Scanners.Autorun;

/// <summary>The little of an ELF file that the scanner needs. Every offset is the author's and is checked.</summary>
/// <remarks>Layout: System V ABI, chapter 4; e_shoff, e_shentsize, e_shnum, e_shstrndx.</remarks>
internal sealed record ElfImage(IReadOnlyList<string> SectionNames)
{
    private const int MaxSections = 4096;
    private const int MaxName = 64;

    public static bool IsElf(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\u007fELF"u8);

    /// <summary>Reads the section names; an empty list when there are none or they lie outside of what was read.</summary>
    public static ElfImage Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 64 || !IsElf(bytes) || bytes[4] is not (1 or 2) || bytes[5] != 1)
        {
            return new ElfImage([]);
        }

        var is64 = bytes[4] == 2;
        var table = is64 ? BinaryPrimitives.ReadUInt64LittleEndian(bytes[0x28..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[0x20..]);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(is64 ? 0x3a : 0x2e)..]);
        var count = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(bytes[(is64 ? 0x3c : 0x30)..]), (ushort)MaxSections);
        var strings = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(is64 ? 0x3e : 0x32)..]);
        var header = is64 ? 64 : 40;
        if (size < header || strings >= count || !Fits(bytes, table, (ulong)size * count))
        {
            return new ElfImage([]);
        }

        var all = bytes.Slice((int)table, size * count);
        var (at, length) = Range(all[(strings * size)..], is64);
        if (!Fits(bytes, at, length))
        {
            return new ElfImage([]);
        }

        var names = bytes.Slice((int)at, (int)length);
        var result = new List<string>(count);
        for (var i = 0; i < count; i++)
        {
            var name = BinaryPrimitives.ReadUInt32LittleEndian(all[(i * size)..]);
            if (name < names.Length)
            {
                result.Add(Name(names[(int)name..]));
            }
        }

        return new ElfImage(result);
    }

    private static (ulong Offset, ulong Length) Range(ReadOnlySpan<byte> section, bool is64)
        => is64
            ? (BinaryPrimitives.ReadUInt64LittleEndian(section[0x18..]), BinaryPrimitives.ReadUInt64LittleEndian(section[0x20..]))
            : (BinaryPrimitives.ReadUInt32LittleEndian(section[0x10..]), BinaryPrimitives.ReadUInt32LittleEndian(section[0x14..]));

    private static bool Fits(ReadOnlySpan<byte> bytes, ulong offset, ulong length)
        => offset <= (ulong)bytes.Length && length <= (ulong)bytes.Length - offset;

    private static string Name(ReadOnlySpan<byte> from)
    {
        var end = from.IndexOf((byte)0);
        var name = end < 0 ? from : from[..end];
        return Encoding.ASCII.GetString(name[..Math.Min(name.Length, MaxName)]);
    }
}
