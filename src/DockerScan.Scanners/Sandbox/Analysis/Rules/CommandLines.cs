using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Scanners.Sandbox.Analysis.Settings;
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

    /// <summary>What the patterns of one purpose match, one hit a pattern; the processes are marked.</summary>
    public static IEnumerable<CommandHit> Matching(BehaviorInput input, string purpose)
    {
        var patterns = input.Settings.Commands.Where(pattern => pattern.Purpose == purpose).ToList();
        var hits = Of(input).SelectMany(each => patterns.Where(pattern => pattern.Pattern.IsMatch(each.State.Command)).Select(pattern => (pattern, each.Process, each.State)));
        foreach (var same in hits.GroupBy(hit => hit.pattern))
        {
            foreach (var hit in same)
            {
                input.Suspicion.Mark(hit.Process);
            }

            var first = same.MinBy(hit => hit.State.Ms);
            yield return new CommandHit(same.Key, StablePath.Of(ProcessInstance.PathOf(first.State) ?? first.Process.Name), [.. same.Select(hit => hit.Process).Distinct()],
                EvidenceList.Of([.. same.OrderBy(hit => hit.State.Ms)], hit => $"{input.At(hit.State.Ms)} {EvidenceText.Who(hit.Process)}: {EvidenceText.Command(hit.State.Command)}"));
        }
    }
}

/// <summary>A pattern, and the command lines that it matched.</summary>
/// <param name="Pattern">Of <c>config/behavior.yaml</c>.</param>
/// <param name="Location">The first of the programs.</param>
/// <param name="Processes">Whose command lines they are.</param>
/// <param name="Evidence">A line each, in time's order.</param>
internal sealed record CommandHit(CommandPattern Pattern, string Location, IReadOnlyList<ProcessInstance> Processes, IReadOnlyList<string> Evidence);
