namespace DockerScan.Scanners.Autorun.Execution;

/// <summary>What a file begins with.</summary>
internal enum FileHeadKind
{
    /// <summary>It has no byte.</summary>
    Empty,

    /// <summary>An ELF program.</summary>
    Elf,

    /// <summary><c>#!</c>.</summary>
    Script,

    /// <summary>A byte order mark, which hides what follows from the kernel.</summary>
    ByteOrderMark,

    /// <summary>Text without <c>#!</c>.</summary>
    Text,

    /// <summary>A program for another system: Windows, macOS, a Java class.</summary>
    Foreign,

    /// <summary>Anything else.</summary>
    Data,
}
