namespace DockerScan.Scanners.Autorun.Execution;

/// <summary>Why a program cannot be executed.</summary>
internal enum ExecFault
{
    /// <summary>There is no such file.</summary>
    Missing,

    /// <summary>It is a folder.</summary>
    Folder,

    /// <summary>The engine mounts something of its own over the place.</summary>
    Covered,

    /// <summary>Nobody may execute it.</summary>
    NotExecutable,

    /// <summary>The configured user may not execute or read it, or not enter a folder above it.</summary>
    NotPermitted,

    /// <summary>It is made for another processor.</summary>
    Architecture,

    /// <summary>It is no program that the kernel knows and names no interpreter.</summary>
    Format,

    /// <summary>Its interpreter or loader is not there.</summary>
    Interpreter,

    /// <summary>Its first line gives the interpreter an option that it does not know, because of a carriage return.</summary>
    LineEnds,

    /// <summary>Its interpreter is a script, whose interpreter is a script, and so on.</summary>
    Depth,
}
