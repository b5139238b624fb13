using DockerScan.Core.Checks;
using DockerScan.Core.Findings;

namespace DockerScan.Scanners.Autorun.Execution;

/// <summary>Says of a start command or health check why it cannot be executed, and what becomes of the container.</summary>
internal static class StartFindings
{
    private const string HealthCheck = "HEALTHCHECK";

    /// <summary>One finding for each kind of reason.</summary>
    public static IEnumerable<FindingDraft> Of(StartProblem problem)
    {
        foreach (var same in problem.Problems.GroupBy(each => (each.Id, Location: Location(problem.Origin, each))))
        {
            var first = same.First();
            yield return AutorunDrafts.Make(CheckIds.AutorunFile, same.Key.Id, Severity.Low, Title(problem.Origin, first.Fault), same.Key.Location,
                $"{problem.Origin}: {string.Join("; ", same.Select(each => each.Reason).Distinct(StringComparer.Ordinal))}", $"{first.Mend}: {Consequence(problem)}.");
        }
    }

    // What is not there has no place of its own.
    private static string Location(string origin, ExecProblem problem) => problem.Fault is ExecFault.Missing or ExecFault.Folder ? origin : problem.Path;

    private static string Title(string origin, ExecFault fault) => fault switch
    {
        ExecFault.Missing when origin == HealthCheck => "HEALTHCHECK names a program that is not in the image",
        ExecFault.Missing => $"{origin} names a file that is not in the image",
        ExecFault.Folder => $"{origin} names a folder",
        ExecFault.Covered => $"{origin} names a file that a mount of the engine hides",
        ExecFault.NotExecutable => $"{origin} names a file that nobody may execute",
        ExecFault.NotPermitted => $"{origin} names a file that the configured user may not execute",
        ExecFault.Architecture => $"{origin} names a program for another processor",
        ExecFault.Format => $"{origin} names a file that the kernel does not execute",
        ExecFault.Interpreter => $"The interpreter or loader that {origin} needs is not in the image",
        ExecFault.LineEnds => $"A script that {origin} names has Windows line ends",
        ExecFault.Depth => $"{origin} names a script whose interpreters are too many scripts",
    };

    private static string Consequence(StartProblem problem)
        => problem.Origin == HealthCheck ? "the health check cannot succeed, so the container will be called unhealthy"
            : problem.IsAtOnce ? "the container cannot start as configured"
            : "the start command ends with an error when it gets there";
}

/// <summary>Why a start command, or a health check, cannot do what it is for.</summary>
/// <param name="Origin">The instruction that names what cannot be executed.</param>
/// <param name="Problems">What and why; one, or several of a list of commands.</param>
/// <param name="IsAtOnce">True when nothing at all is started.</param>
internal sealed record StartProblem(string Origin, IReadOnlyList<ExecProblem> Problems, bool IsAtOnce);
