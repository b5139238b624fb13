using System.Buffers.Binary;
using System.Text;

namespace DockerScan.Scanners.Autorun.Elf;

/// <summary>What an ELF file says about where it can be executed. Every offset is the author's and is checked.</summary>
/// <param name="Machine">The processor (e_machine).</param>
/// <param name="IsProgram">True for what the kernel executes: a type of program, a table of segments of the right size.</param>
/// <param name="Loader">The dynamic loader (PT_INTERP); null when it needs none, or when its name lies outside of what was read.</param>
internal sealed record ElfTarget(int Machine, bool IsProgram, string? Loader)
{
    private const uint Interpreter = 3;
    private const int MaxHeaders = 512;
    private const int MaxPath = 4096;

    // The processors whose programs a kernel for each architecture executes (System V ABI, e_machine); 32-bit ones beside 64-bit ones.
    private static readonly Dictionary<string, int[]> Machines = new(StringComparer.Ordinal)
    {
        ["amd64"] = [62, 3], ["386"] = [3], ["arm64"] = [183, 40], ["arm"] = [40], ["ppc64le"] = [21], ["ppc64"] = [21, 20], ["s390x"] = [22], ["riscv64"] = [243], ["loong64"] = [258],
        ["mips"] = [8], ["mipsle"] = [8], ["mips64"] = [8], ["mips64le"] = [8],
    };

    private static readonly Dictionary<int, string> Names = new()
    {
        [3] = "x86", [8] = "MIPS", [20] = "PowerPC", [21] = "PowerPC 64", [22] = "S/390", [40] = "ARM", [62] = "x86-64", [183] = "AArch64", [243] = "RISC-V", [258] = "LoongArch",
    };

    /// <summary>The processor in words.</summary>
    public string MachineName => Names.GetValueOrDefault(Machine) ?? $"machine {Machine}";

    /// <summary>Null for a file whose header does not hold together.</summary>
    public static ElfTarget? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 64 || bytes[4] is not (1 or 2) || bytes[5] is not (1 or 2))
        {
            return null;
        }

        var (is64, isLittle) = (bytes[4] == 2, bytes[5] == 1);
        var (type, machine) = (Half(bytes[0x10..], isLittle), Half(bytes[0x12..], isLittle));
        var table = is64 ? Long(bytes[0x20..], isLittle) : Int(bytes[0x1c..], isLittle);
        var size = Half(bytes[(is64 ? 0x36 : 0x2a)..], isLittle);
        var count = Half(bytes[(is64 ? 0x38 : 0x2c)..], isLittle);
        var isProgram = type is 2 or 3 && size == (is64 ? 56 : 32) && count > 0;
        return new ElfTarget(machine, isProgram, isProgram ? LoaderOf(bytes, table, size, Math.Min((int)count, MaxHeaders), is64, isLittle) : null);
    }

    /// <summary>True when a machine of that architecture executes it, or when it is not known.</summary>
    public bool RunsOn(string architecture) => !Machines.TryGetValue(architecture, out var machines) || machines.Contains(Machine);

    private static string? LoaderOf(ReadOnlySpan<byte> bytes, ulong table, int size, int count, bool is64, bool isLittle)
    {
        for (var i = 0; i < count; i++)
        {
            var at = table + (ulong)(i * size);
            if (at > (ulong)bytes.Length || (ulong)bytes.Length - at < (ulong)size)
            {
                return null;
            }

            var header = bytes[(int)at..];
            if (Int(header, isLittle) != Interpreter)
            {
                continue;
            }

            var offset = is64 ? Long(header[0x08..], isLittle) : Int(header[0x04..], isLittle);
            var length = is64 ? Long(header[0x20..], isLittle) : Int(header[0x10..], isLittle);
            if (length is < 2 or > MaxPath || offset > (ulong)bytes.Length || (ulong)bytes.Length - offset < length)
            {
                return null;
            }

            var path = bytes.Slice((int)offset, (int)length);
            var end = path.IndexOf((byte)0);
            return Encoding.UTF8.GetString(end < 0 ? path : path[..end]);
        }

        return null;
    }

    private static ushort Half(ReadOnlySpan<byte> from, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(from) : BinaryPrimitives.ReadUInt16BigEndian(from);

    private static uint Int(ReadOnlySpan<byte> from, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(from) : BinaryPrimitives.ReadUInt32BigEndian(from);

    private static ulong Long(ReadOnlySpan<byte> from, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt64LittleEndian(from) : BinaryPrimitives.ReadUInt64BigEndian(from);
}
