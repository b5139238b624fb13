namespace DockerScan.Sentinel.Inspect;

/// <summary>What a process is, until it changes. Image stands for executable and command line, Rights for effective user and capabilities.</summary>
internal sealed record ProcessFacts(
    int ParentPid, long StartTicks, int Uid, int RealUid, ulong Capabilities, string? Executable, string Command, bool IsDeleted, bool IsMemoryOnly,
    ulong Image, ulong Rights)
{
    /// <summary>The file that is its standard input as it starts, where that was changed since the gate was opened; null for any other.</summary>
    public string? Input { get; init; }

    /// <summary>False in the midst of an exec, and for a program that has no command line at all.</summary>
    public bool HasCommand => !Command.StartsWith('[');

    /// <summary>Stands for all that makes two programs different, their command lines apart.</summary>
    public ulong Program => Mark.Add(
        Mark.Add(Rights, (IsDeleted ? 2UL : 0) | (IsMemoryOnly ? 1UL : 0)), System.Runtime.InteropServices.MemoryMarshal.AsBytes((Executable ?? string.Empty).AsSpan()));
}

/// <summary>A process that a call told of, and that was told already: for the table of processes, which looks at what becomes of it.</summary>
internal sealed record SeenProcess(int Pid, ProcessFacts Facts);
