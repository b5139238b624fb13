using DockerScan.Core.Scans;

namespace DockerScan.Scanners.Sandbox;

/// <summary>What the first bytes of a file say of it.</summary>
internal static class ProgramHead
{
    private const int ElfDataAt = 5;
    private const int ElfTypeAt = 16;
    private const int ElfBigEndian = 2;

    /// <summary>An ELF program or library, or a script; null for neither.</summary>
    public static AutorunKind? KindOf(ReadOnlySpan<byte> head)
        => head.StartsWith("\u007fELF"u8) ? IsLoadable(head) ? AutorunKind.Elf : null : head.StartsWith("#!"u8) ? AutorunKind.Script : null;

    // The kernel loads ET_EXEC and ET_DYN (fs/binfmt_elf.c); object files of a compiler and memory dumps are no programs.
    private static bool IsLoadable(ReadOnlySpan<byte> head)
        => head.Length <= ElfTypeAt + 1 || (head[ElfDataAt] == ElfBigEndian ? head[ElfTypeAt + 1] + (head[ElfTypeAt] << 8) : head[ElfTypeAt] + (head[ElfTypeAt + 1] << 8)) is 2 or 3;
}
