using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>The command lines seen, each text once.</summary>
internal static class CommandLines
{
    private const int MaxLength = 2048;

    public static IEnumerable<(ProcessInstance Process, ProcessEvent State)> Of(BehaviorInput input)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var process in input.Processes.All)
        {
            foreach (var state in process.States)
            {
                if (state.Command.Length <= MaxLength && seen.Add(state.Command))
                {
                    yield return (process, state);
                }
            }
        }
    }
}
