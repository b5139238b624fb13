namespace DockerScan.Scanners.Autorun.Execution;

/// <summary>Why a word of a start command cannot be executed.</summary>
/// <param name="Fault">The kind.</param>
/// <param name="Path">The file that is at fault; the word itself when there is none.</param>
/// <param name="Reason">In words, for evidence.</param>
/// <param name="Mend">What to do, without what it is needed for.</param>
internal sealed record ExecProblem(ExecFault Fault, string Path, string Reason, string Mend)
{
    /// <summary>The finding's id.</summary>
    public string Id => Fault switch
    {
        ExecFault.Missing or ExecFault.Folder => "missing-target",
        ExecFault.Covered => "covered-by-mount",
        ExecFault.NotExecutable => "not-executable",
        ExecFault.NotPermitted => "not-permitted",
        ExecFault.Architecture => "wrong-architecture",
        ExecFault.Format => "not-a-program",
        ExecFault.Interpreter => "missing-interpreter",
        ExecFault.LineEnds => "script-line-ends",
        ExecFault.Depth => "interpreter-depth",
    };

    /// <summary>True when only the kernel refuses it: a shell, and most programs that start others, read such a file as a script all the same.</summary>
    public bool IsOfKernelOnly { get; init; }
}
