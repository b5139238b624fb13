using System.Globalization;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scans;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis;

/// <summary>Says what could have happened unseen. Fails closed: what is not known to be whole is not.</summary>
internal static class CompletenessJudge
{
    private const int MaxGaps = 20;

    public static Completeness Judge(BehaviorInput input)
    {
        var record = input.Record;
        // Without the command the roles have nothing to see; that itself is the gap.
        var ran = StartOutcome.WhyNot(record) is null;
        var gaps = Start(record)
            .Concat(record.Failures.Select(failure => new Gap(GapKind.WatchBroken, failure)))
            .Concat(record.Gaps)
            .Concat(Role("network", record.NetworkEvents, ran))
            .Concat(ran ? Role("inspect", record.InspectEvents, ran) : [])
            .Concat(ran ? Silences(input) : [])
            .Concat(Rest(input))
            .Distinct().ToList();
        // What is left out here must take no less than what is kept.
        return new Completeness(gaps.Count <= MaxGaps ? gaps : [.. gaps.Take(MaxGaps), new Gap(GapKind.Unspecified, $"and {gaps.Count - MaxGaps} more reasons")]);
    }

    private static IEnumerable<Gap> Start(SandboxRecord record)
        => StartOutcome.WhyNot(record) is { } why ? [new Gap(GapKind.NeverRan, $"the image was not started: {why}")] : [];

    private static IEnumerable<Gap> Role(string role, IReadOnlyList<SentinelEvent> events, bool ran)
    {
        if (events.OfType<HelloEvent>().FirstOrDefault() is not { } hello)
        {
            yield return new Gap(GapKind.WatchBroken, $"the {role} role never began");
            yield break;
        }

        if (hello.Schema != SentinelSchema.Version || hello.Role != role)
        {
            yield return new Gap(GapKind.WatchBroken, string.Create(CultureInfo.InvariantCulture, $"the {role} role speaks schema {hello.Schema} as '{hello.Role}'; this program knows {SentinelSchema.Version}"));
        }

        if (ran && !events.Any(each => each is ReadyEvent))
        {
            yield return new Gap(GapKind.WatchBroken, $"the {role} role was never ready");
        }

        if (Missing(events) is > 0 and var missing)
        {
            yield return new Gap(GapKind.EventsLost, string.Create(CultureInfo.InvariantCulture, $"{missing} events of the {role} role are lost"));
        }

        // The last flows are told at the end. The inspect role dies with the target, so its end says nothing.
        if (role == "network" && !events.Any(each => each is ByeEvent))
        {
            yield return new Gap(GapKind.WatchBroken, "the network role ended early, so its last counts are missing");
        }

        // A capture file that is full hides nothing: the frames are counted and recognised all the same.
        foreach (var dropped in events.OfType<DroppedEvent>().Where(each => each.What != "pcap").GroupBy(each => each.What))
        {
            yield return new Gap(GapKind.EventsLost, string.Create(CultureInfo.InvariantCulture, $"the {role} role met a bound: {dropped.Max(each => each.Count)} {dropped.Key} not told"));
        }

        foreach (var failure in events.OfType<FailureEvent>())
        {
            yield return new Gap(GapKind.WatchBroken, $"the {role} role: {failure.What} failed: {failure.Message}");
        }
    }

    private static long Missing(IReadOnlyList<SentinelEvent> events)
    {
        var numbers = events.Select(each => each.Seq).ToHashSet();
        return numbers.Count == 0 ? 0 : numbers.Max() - numbers.Count(number => number > 0);
    }

    private static IEnumerable<Gap> Silences(BehaviorInput input)
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
                return [new Gap(GapKind.WatchSilent, $"the {role} role was silent from {input.At(longest.From)} to {input.At(longest.From + longest.Length)}")];
            }
        }

        return [];
    }

    private static IEnumerable<Gap> Rest(BehaviorInput input)
    {
        var record = input.Record;
        if (record.Exit is null && !record.WindowEnded)
        {
            yield return new Gap(GapKind.EndUnknown, "it is not known how the target ended");
        }

        if (record.KilledFor is { } reason)
        {
            yield return new Gap(GapKind.StoppedEarly, $"the target was stopped early: {reason}");
        }

        if (record.Changes is null)
        {
            yield return new Gap(GapKind.ChangesUnread, "the changed files are not known");
        }
        else if (record.Changes.Total > record.Changes.Changes.Count)
        {
            yield return new Gap(GapKind.ChangesUnread, string.Create(CultureInfo.InvariantCulture, $"only {record.Changes.Changes.Count} of {record.Changes.Total} changed paths were read"));
        }

        foreach (var path in (string[])["/etc/passwd", "/etc/shadow"])
        {
            if (input.Paths.IsWritten(path) && !record.ChangedTexts.ContainsKey(path))
            {
                yield return new Gap(GapKind.ChangesUnread, $"{path} was changed and could not be read");
            }
        }

        if (record.Mode == SandboxMode.None)
        {
            yield return new Gap(GapKind.NetworkOff, "the network was off, so attempts to reach something were not seen");
        }

        // Nobody of ours stands at the other end: what is said is read from the packets, and who sends them oddly is not understood.
        if (record.Mode == SandboxMode.Open)
        {
            yield return new Gap(GapKind.NetworkOpen, "the network was open, so what was said in connections was read from their first packets alone");
        }
    }
}
