using DockerScan.Scanners.Autorun.Elf;

namespace DockerScan.Scanners.Autorun.Execution;

/// <summary>What the beginning of a file says about how it is executed.</summary>
/// <param name="Kind">What it is.</param>
internal sealed record FileHead(FileHeadKind Kind)
{
    private const int Head = 1024;

    /// <summary>How many bytes are enough.</summary>
    public const int Length = 64 * 1024;

    /// <summary>The first line of a script; null without one.</summary>
    public Shebang? Shebang { get; private init; }

    /// <summary>What an ELF file says about the machine and its loader; null for others.</summary>
    public ElfTarget? Elf { get; private init; }

    /// <summary>True when a <c>#!</c> line stands below the first line, where it is a comment.</summary>
    public bool HasLateShebang { get; private init; }

    /// <summary>True for BusyBox, whose shell knows its applets without files.</summary>
    public bool IsBusybox { get; private init; }

    public static FileHead Of(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
        {
            return new FileHead(FileHeadKind.Empty);
        }

        if (ElfImage.IsElf(content))
        {
            return new FileHead(FileHeadKind.Elf) { Elf = ElfTarget.Read(content), IsBusybox = content.IndexOf("BusyBox v"u8) >= 0 };
        }

        if (Execution.Shebang.Read(content) is { } shebang)
        {
            return new FileHead(FileHeadKind.Script) { Shebang = shebang };
        }

        if (content.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) || content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return new FileHead(FileHeadKind.ByteOrderMark);
        }

        var head = content[..Math.Min(content.Length, Head)];
        var isForeign = content.StartsWith("MZ"u8) || content.StartsWith((ReadOnlySpan<byte>)[0xCF, 0xFA, 0xED, 0xFE]) || content.StartsWith((ReadOnlySpan<byte>)[0xCA, 0xFE, 0xBA, 0xBE]);
        return isForeign ? new FileHead(FileHeadKind.Foreign)
            : head.IndexOf((byte)0) >= 0 ? new FileHead(FileHeadKind.Data)
            : new FileHead(FileHeadKind.Text) { HasLateShebang = head.IndexOf("\n#!"u8) >= 0 || head.TrimStart(" \t\r\n"u8).StartsWith("#!"u8) };
    }
}
