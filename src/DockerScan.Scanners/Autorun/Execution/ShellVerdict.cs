namespace DockerScan.Scanners.Autorun.Execution;

/// <summary>What becomes of a list of commands.</summary>
/// <param name="CanSucceed">False when it ends with an error whatever happens.</param>
/// <param name="Problems">What in it cannot be executed, in order.</param>
/// <param name="IsAtOnce">True when the first command is one of them.</param>
internal sealed record ShellVerdict(bool CanSucceed, IReadOnlyList<ExecProblem> Problems, bool IsAtOnce)
{
    /// <summary>Nothing is known against it.</summary>
    public static ShellVerdict Unknown { get; } = new(true, [], false);
}
