namespace DockerScan.Scanners.Autorun.Elf;

/// <summary>A part of an ELF file that is loaded into memory. Its place in the file is the author's word and unchecked.</summary>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="Length">How long it is in the file.</param>
/// <param name="IsExecutable">Code may run in it.</param>
/// <param name="IsWritable">It may be written to.</param>
internal sealed record ElfSegment(ulong Offset, ulong Length, bool IsExecutable, bool IsWritable);
