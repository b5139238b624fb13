using System.Globalization;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Stages;
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
            .Concat(ran ? Gate(record) : [])
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
            yield return Lost(role, dropped.Key, dropped.Max(each => each.Count));
        }

        foreach (var failure in events.OfType<FailureEvent>())
        {
            yield return new Gap(GapKind.WatchBroken, $"the {role} role: {failure.What} failed: {failure.Message}");
        }
    }

    private static Gap Lost(string role, string what, long count) => what switch
    {
        "logins" => new Gap(GapKind.LoginsUnread, string.Create(CultureInfo.InvariantCulture, $"{count} connections said more, or longer lines, than are read for a login to a mining pool")),
        "changed" => new Gap(GapKind.CodeNotCompared, string.Create(CultureInfo.InvariantCulture, $"{count} programs that ran from changed files were not held against the image's")),
        "modes" => new Gap(GapKind.CodeNotCompared, string.Create(CultureInfo.InvariantCulture, $"{count} files that were given set-uid or set-gid bits were not looked at")),
        "looks" => new Gap(GapKind.LooksLate, string.Create(CultureInfo.InvariantCulture, $"{count} looks at all sockets took so long that one may have come and gone unseen")),
        _ => new Gap(GapKind.EventsLost, string.Create(CultureInfo.InvariantCulture, $"the {role} role met a bound: {count} {what} not told")),
    };

    // What ran without having been let go by the inspector ran beside its watch.
    private static IEnumerable<Gap> Gate(SandboxRecord record)
    {
        var passed = record.InspectEvents.OfType<GateEvent>().FirstOrDefault(each => each.What == GateEvent.Passed);
        if (passed is null)
        {
            yield return new Gap(GapKind.WatchBroken, "the gate was not passed under the inspector's eyes");
        }

        if (Check(record) is { } check)
        {
            yield return check;
        }

        // A sentinel without guards is for tests, which want to see what gets through.
        if (passed is { Details: GateEvent.Unguarded } && record.InspectEvents.OfType<HelloEvent>().All(each => each.Guards))
        {
            yield return new Gap(GapKind.WatchUnguarded, "kernel or runtime took no seccomp filter, so nothing kept the image from becoming the inspector's user and ending its watch");
        }
    }

    // Who ends everything because it ends itself has kept nothing from us: an engine would not have run it any more, either.
    private static Gap? Check(SandboxRecord record)
        => record.WindowEnded && record.InspectEvents.Any(each => each is GateEvent { What: GateEvent.CheckLost })
            ? new Gap(GapKind.HealthCheckNotRun, "the image's health check was ended before it began, so what it would have done is not known")
            : null;

    private static long Missing(IReadOnlyList<SentinelEvent> events)
    {
        var numbers = events.Select(each => each.Seq).ToHashSet();
        return numbers.Count == 0 ? 0 : numbers.Max() - numbers.Count(number => number > 0);
    }

    // At any time before the target's end: who pauses the inspector wants to be unseen just then.
    private static Gap[] Silences(BehaviorInput input)
    {
        var record = input.Record;
        return Silence(input, "network", record.NetworkEvents, input.EndMs, input.Limits.WatchSilenceSeconds)
            ?? Silence(input, "inspect", record.InspectEvents, Math.Min(record.TargetEndMs ?? long.MaxValue, input.EndMs), input.Limits.WatchInspectorSilenceSeconds)
            ?? [];
    }

    private static Gap[]? Silence(BehaviorInput input, string role, IReadOnlyList<SentinelEvent> events, long end, double seconds)
    {
        var start = input.Record.TargetStartMs;
        var last = start;
        var longest = (From: 0L, Length: 0L);
        foreach (var ms in events.Select(each => each.Ms).Where(ms => ms >= start && ms <= end).Append(end).Order())
        {
            if (ms - last > longest.Length)
            {
                longest = (last, ms - last);
            }

            last = ms;
        }

        return events.Count > 0 && longest.Length > seconds * 1000
            ? [new Gap(GapKind.WatchSilent, $"the {role} role was silent from {input.At(longest.From)} to {input.At(longest.From + longest.Length)}")]
            : null;
    }

    private static IEnumerable<Gap> Rest(BehaviorInput input)
    {
        var record = input.Record;
        if (record.Exit is null && !record.WindowEnded)
        {
            yield return new Gap(GapKind.EndUnknown, "it is not known how the target ended");
        }

        if (record.WatcherAttack is { } attack)
        {
            yield return new Gap(GapKind.StoppedEarly, $"the run was ended, because it attacks the watcher: {attack}");
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

        if (input.Contacts.All.Count(contact => contact.IsUnseen) is > 0 and var unseen)
        {
            yield return new Gap(GapKind.EventsLost, string.Create(CultureInfo.InvariantCulture, $"packets that a program made itself were sent to {unseen} addresses and never seen whole, so what and how many is not known"));
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

/// <summary>Whether everything was seen that a finding could have come from.</summary>
/// <param name="Gaps">What was not; none when all was.</param>
internal sealed record Completeness(IReadOnlyList<Gap> Gaps)
{
    public bool IsComplete => Gaps.Count == 0;

    /// <summary>The sentences alone.</summary>
    public IReadOnlyList<string> Reasons => [.. Gaps.Select(gap => gap.Detail)];
}
