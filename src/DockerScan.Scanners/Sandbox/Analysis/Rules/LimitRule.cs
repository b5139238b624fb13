using System.Globalization;
using DockerScan.Core.Findings;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>Limits of processes, memory and open files that the target met. The one on what it writes ends the run, and is the crash rule's.</summary>
internal sealed class LimitRule : IBehaviorRule
{
    private const string Mend = "Find out what uses it up before the image is deployed, and give its containers limits of their own.";

    public IEnumerable<FindingDraft> Find(BehaviorInput input)
        => input.Inspect<LimitEvent>().GroupBy(each => each.What)
            // One that ended for want of memory says so as a crash.
            .Where(same => same.Key != LimitEvent.Memory || input.Record.Exit?.IsOutOfMemory != true)
            .Select(same => Make(input, same.Key, [.. same.OrderBy(each => each.Ms)]));

    /// <summary>One line: the number, and the moments.</summary>
    public static string Line(BehaviorInput input, IReadOnlyList<LimitEvent> events)
    {
        var (first, last) = (events[0], events[^1]);
        return string.Create(CultureInfo.InvariantCulture, $"{input.At(first.Ms)} {Words(first.What, first.Count)}{(last.Count > first.Count ? $"; {last.Count} times by {input.At(last.Ms)}" : string.Empty)}");
    }

    private static FindingDraft Make(BehaviorInput input, string what, IReadOnlyList<LimitEvent> events)
        => BehaviorDrafts.Make(BehaviorChecks.Crash, "limit", Severity.Medium, $"The image met its limit of {Name(what)}", Name(what), [Line(input, events)], Mend);

    private static string Name(string what) => what switch
    {
        LimitEvent.Processes => "processes",
        LimitEvent.Memory => "memory",
        _ => "open files",
    };

    private static string Words(string what, long count) => what switch
    {
        LimitEvent.Processes => string.Create(CultureInfo.InvariantCulture, $"a new process was refused ({count} times)"),
        LimitEvent.Memory => string.Create(CultureInfo.InvariantCulture, $"a process was killed for want of memory ({count} times)"),
        _ => string.Create(CultureInfo.InvariantCulture, $"a process had {count} files open, as many as it may"),
    };
}
