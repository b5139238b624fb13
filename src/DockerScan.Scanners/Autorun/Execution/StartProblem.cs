namespace DockerScan.Scanners.Autorun.Execution;

/// <summary>Why a start command, or a health check, cannot do what it is for.</summary>
/// <param name="Origin">The instruction that names what cannot be executed.</param>
/// <param name="Problems">What and why; one, or several of a list of commands.</param>
/// <param name="IsAtOnce">True when nothing at all is started.</param>
internal sealed record StartProblem(string Origin, IReadOnlyList<ExecProblem> Problems, bool IsAtOnce);
