namespace DockerScan.Scanners.Autorun;

/// <summary>How a file is started, which decides who reads it.</summary>
internal enum AutorunUse
{
    /// <summary>By the kernel: its first line decides.</summary>
    Program,

    /// <summary>By a shell that is given it, whatever its first line says.</summary>
    ShellScript,

    /// <summary>By an interpreter that is not a shell, or by the dynamic linker.</summary>
    Data,
}
