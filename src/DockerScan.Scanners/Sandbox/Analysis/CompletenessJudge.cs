using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Sandbox;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis;

/// <summary>Says what could have happened unseen. Fails closed: what is not known to be whole is not.</summary>
internal static class CompletenessJudge
{
    private const int MaxReasons = 20;

    public static Completeness Judge(BehaviorInput input)
    {
        var record = input.Record;
        // Without the command there is nothing to see, so nothing can have been missed.
        var ran = record.Exit?.Error is null;
        var reasons = record.Failures
            .Concat(Role("network", record.NetworkEvents, ran))
            .Concat(ran ? Role("inspect", record.InspectEvents, ran) : [])
            .Concat(ran ? Silences(input) : [])
            .Concat(Rest(input))
            .Select(reason => DisplayText.Clean(reason, 300)).Distinct().ToList();
        return new Completeness(reasons.Count <= MaxReasons ? reasons : [.. reasons.Take(MaxReasons), $"and {reasons.Count - MaxReasons} more reasons"]);
    }

    private static IEnumerable<string> Role(string role, IReadOnlyList<SentinelEvent> events, bool ran)
    {
        if (events.OfType<HelloEvent>().FirstOrDefault() is not { } hello)
        {
            yield return $"the {role} role never began";
            yield break;
        }

        if (hello.Schema != SentinelSchema.Version || hello.Role != role)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"the {role} role speaks schema {hello.Schema} as '{hello.Role}'; this program knows {SentinelSchema.Version}");
        }

        if (ran && !events.Any(each => each is ReadyEvent))
        {
            yield return $"the {role} role was never ready";
        }

        if (Missing(events) is > 0 and var missing)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{missing} events of the {role} role are lost");
        }

        // The last flows are told at the end. The inspect role dies with the target, so its end says nothing.
        if (role == "network" && !events.Any(each => each is ByeEvent))
        {
            yield return "the network role ended early, so its last counts are missing";
        }

        // A capture file that is full hides nothing: the frames are counted and recognised all the same.
        foreach (var dropped in events.OfType<DroppedEvent>().Where(each => each.What != "pcap").GroupBy(each => each.What))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"the {role} role met a bound: {dropped.Max(each => each.Count)} {dropped.Key} not told");
        }

        foreach (var failure in events.OfType<FailureEvent>())
        {
            yield return $"the {role} role: {failure.What} failed: {failure.Message}";
        }
    }

    private static long Missing(IReadOnlyList<SentinelEvent> events)
    {
        var numbers = events.Select(each => each.Seq).ToHashSet();
        return numbers.Count == 0 ? 0 : numbers.Max() - numbers.Count(number => number > 0);
    }

    private static IEnumerable<string> Silences(BehaviorInput input)
    {
        foreach (var (role, events) in (ReadOnlySpan<(string, IReadOnlyList<SentinelEvent>)>)[("network", input.Record.NetworkEvents), ("inspect", input.Record.InspectEvents)])
        {
            var last = input.Record.TargetStartMs;
            var longest = (From: 0L, Length: 0L);
            foreach (var ms in events.Select(each => each.Ms).Where(ms => ms >= input.Record.TargetStartMs && ms <= input.EndMs).Append(input.EndMs).Order())
            {
                if (ms - last > longest.Length)
                {
                    longest = (last, ms - last);
                }

                last = ms;
            }

            if (events.Count > 0 && longest.Length > input.Limits.WatchSilenceSeconds * 1000)
            {
                return [$"the {role} role was silent from {input.At(longest.From)} to {input.At(longest.From + longest.Length)}"];
            }
        }

        return [];
    }

    private static IEnumerable<string> Rest(BehaviorInput input)
    {
        var record = input.Record;
        if (record.Exit is null && !record.WindowEnded)
        {
            yield return "it is not known how the target ended";
        }

        if (record.KilledFor is { } reason)
        {
            yield return $"the target was stopped early: {reason}";
        }

        if (record.Exit?.ExitCode == 125 && record.LogTail.Any(line => line.StartsWith("gate:", StringComparison.Ordinal)))
        {
            yield return "the gate never let the target start";
        }

        if (record.Changes is null)
        {
            yield return "the changed files are not known";
        }
        else if (record.Changes.Total > record.Changes.Changes.Count)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"only {record.Changes.Changes.Count} of {record.Changes.Total} changed paths were read");
        }

        foreach (var path in (string[])["/etc/passwd", "/etc/shadow"])
        {
            if (input.Paths.IsWritten(path) && !record.ChangedTexts.ContainsKey(path))
            {
                yield return $"{path} was changed and could not be read";
            }
        }

        if (record.Mode == SandboxMode.None)
        {
            yield return "the network was off, so attempts to reach something were not seen";
        }

        // Nobody of ours stands at the other end: what is said is read from the packets, and who sends them oddly is not understood.
        if (record.Mode == SandboxMode.Open)
        {
            yield return "the network was open, so what was said in connections was read from their first packets alone";
        }
    }
}
