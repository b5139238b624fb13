using System.Buffers.Binary;
using System.Text;

namespace DockerScan.Scanners.Tests.Autorun.Elf;

/// <summary>Writes small ELF files: a header, one loaded segment with the code, section headers.</summary>
internal static class ElfBuilder
{
    private static readonly string[] Usual = [".text"];

    public static byte[] Build(byte[]? code = null, uint flags = 5, bool is64 = true, bool isLittle = true)
        => Build(Usual, code, flags, is64, isLittle);

    public static byte[] Build(IReadOnlyList<string>? sections, byte[]? code = null, uint flags = 5, bool is64 = true, bool isLittle = true)
    {
        code ??= new byte[128];
        var (header, program, section) = is64 ? (64, 56, 64) : (64, 32, 40);
        var codeAt = header + program;
        var names = Encoding.ASCII.GetBytes("\0" + string.Join('\0', (sections ?? []).Append(".shstrtab")) + "\0");
        var namesAt = codeAt + code.Length;
        var tableAt = namesAt + names.Length;
        var count = (sections?.Count ?? 0) + 1;
        var bytes = new byte[tableAt + (section * count)];
        "\u007fELF"u8.CopyTo(bytes);
        bytes[4] = (byte)(is64 ? 2 : 1);
        bytes[5] = (byte)(isLittle ? 1 : 2);
        Word(is64 ? 0x20 : 0x1c, (ulong)header);
        Half(is64 ? 0x36 : 0x2a, (ushort)program);
        Half(is64 ? 0x38 : 0x2c, 1);
        Int(header, 1);
        Int(header + (is64 ? 4 : 0x18), flags);
        Word(header + (is64 ? 8 : 4), (ulong)codeAt);
        Word(header + (is64 ? 0x20 : 0x10), (ulong)code.Length);
        code.CopyTo(bytes, codeAt);
        names.CopyTo(bytes, namesAt);
        if (sections is null)
        {
            return bytes;
        }

        Word(is64 ? 0x28 : 0x20, (ulong)tableAt);
        Half(is64 ? 0x3a : 0x2e, (ushort)section);
        Half(is64 ? 0x3c : 0x30, (ushort)count);
        Half(is64 ? 0x3e : 0x32, (ushort)(count - 1));
        var name = 1;
        for (var i = 0; i < count; i++)
        {
            Int(tableAt + (i * section), (uint)name);
            name += (i < sections.Count ? sections[i].Length : 0) + 1;
        }

        var last = tableAt + ((count - 1) * section);
        Word(last + (is64 ? 0x18 : 0x10), (ulong)namesAt);
        Word(last + (is64 ? 0x20 : 0x14), (ulong)names.Length);
        return bytes;

        void Half(int at, ushort value)
        {
            if (isLittle)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), value);
            }
            else
            {
                BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at), value);
            }
        }

        void Int(int at, uint value)
        {
            if (isLittle)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);
            }
            else
            {
                BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at), value);
            }
        }

        void Word(int at, ulong value)
        {
            if (!is64)
            {
                Int(at, (uint)value);
            }
            else if (isLittle)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), value);
            }
            else
            {
                BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(at), value);
            }
        }
    }
}
