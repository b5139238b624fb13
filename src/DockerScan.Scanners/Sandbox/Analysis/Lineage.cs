using System.Globalization;
using DockerScan.Core;
using DockerScan.Scanners.Autorun.Text;
using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Scanners.Sandbox.Analysis.Report;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis;

/// <summary>What led to a process, in words: its parent, and the chain from the image's start command. Names are the image's, and hostile.</summary>
internal static class Lineage
{
    /// <summary>So many ways are told of one finding.</summary>
    public const int MaxLines = 3;

    private const string Arrow = " → ";
    private const string Left = "…";

    // A flood of processes is told by its first ones.
    private const int MaxLooked = 40;
    private const int MaxAncestors = 40;
    private const int MaxStates = 12;
    private const int FirstSteps = 3;
    private const int LastSteps = 4;
    private const int MaxStep = 56;
    private const int MaxMasked = 1024;
    private const int MaxName = 120;

    /// <summary>A line for each way that led to one of the processes; none when none is known.</summary>
    public static IReadOnlyList<string> Of(BehaviorInput input, IEnumerable<ProcessInstance?> processes)
    {
        var ways = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var process in processes.OfType<ProcessInstance>().Distinct().Take(MaxLooked))
        {
            var (line, way) = Line(input, process);
            if (ways.TryAdd(way, line) && ways.Count == MaxLines)
            {
                break;
            }
        }

        return [.. ways.Values];
    }

    /// <summary>As <see cref="Of(BehaviorInput,IEnumerable{ProcessInstance})"/>; where nobody was seen doing it, that is said, with the start command.</summary>
    public static IReadOnlyList<string> OrUnseen(BehaviorInput input, IReadOnlyList<ProcessInstance> processes)
        => processes.Count > 0 ? Of(input, processes)
            : input.Processes.All.FirstOrDefault(each => each.Pid == 1) is { } first ? ["not seen which process did it; the image was started as: " + Chain(input, [first])]
            : [];

    private static (string Line, string Way) Line(BehaviorInput input, ProcessInstance process)
    {
        var ancestors = input.Processes.WithAncestors(process).Take(MaxAncestors).ToList();
        var chain = Chain(input, ancestors);
        if (process.Pid == 1)
        {
            return ("pid 1 is what the image was started as: " + chain, chain);
        }

        return ancestors.Count > 1
            ? (string.Create(CultureInfo.InvariantCulture, $"pid {process.Pid} was started by {Plain(ancestors[1].Path ?? ancestors[1].Name, MaxName)} (pid {ancestors[1].Pid}): {chain}"), chain)
            : (string.Create(CultureInfo.InvariantCulture, $"pid {process.Pid} was started by a process not seen: {chain}"), chain);
    }

    // The first of all first.
    private static string Chain(BehaviorInput input, List<ProcessInstance> ancestors)
    {
        var steps = new List<string>();
        for (var i = ancestors.Count - 1; i >= 0; i--)
        {
            foreach (var state in States(input, ancestors[i], i == 0 ? long.MaxValue : ancestors[i - 1].StartedMs))
            {
                var step = Step(input, state);
                if (steps.Count == 0 || steps[^1] != step)
                {
                    steps.Add(step);
                }
            }
        }

        return steps.Count <= FirstSteps + LastSteps + 1
            ? string.Join(Arrow, steps)
            : string.Join(Arrow, [.. steps.Take(FirstSteps), Left, .. steps.TakeLast(LastSteps)]);
    }

    // What it was until its child began; the gate is ours.
    private static List<ProcessEvent> States(BehaviorInput input, ProcessInstance process, long until)
    {
        var states = process.States.Where(state => ProcessInstance.PathOf(state) is not { } path || !input.Record.PlantedPaths.Contains(path)).ToList();
        var before = states.Where(state => state.Ms <= until).ToList();
        var kept = before.Count > 0 ? before : [.. states.Take(1)];
        return kept.Count <= MaxStates ? kept : [.. kept.Take(MaxStates / 2), .. kept.TakeLast(MaxStates / 2)];
    }

    // A script by its own name, a program by its command line; one that calls itself by another name than its file has is shown by both.
    private static string Step(BehaviorInput input, ProcessEvent state)
    {
        var command = state.Command.Length > MaxMasked ? state.Command[..MaxMasked] : state.Command;
        var space = command.IndexOf(' ', StringComparison.Ordinal);
        var rest = space < 0 ? string.Empty : command[(space + 1)..];
        var called = ProcessInstance.CalledName(state);
        var name = ProcessInstance.NameOf(state);
        var isOwnName = called.TrimEnd(':') == name || ProcessName.IsNameOf(input, state, called);
        if (!isOwnName)
        {
            return $"{Plain(name, MaxStep / 2)} (\"{Plain(Masking.Secrets(command), MaxStep)}\")";
        }

        var isScript = rest.StartsWith('/') && input.Settings.Interactive.Contains(called.TrimEnd("0123456789.".ToCharArray()));
        return Plain(Masking.Secrets(isScript ? rest : rest.Length > 0 ? $"{called} {rest}" : called), MaxStep);
    }

    // An arrow of the image's own would be a step that was never there.
    private static string Plain(string text, int max) => DisplayText.Clean(text.Replace('→', '>'), max);
}
