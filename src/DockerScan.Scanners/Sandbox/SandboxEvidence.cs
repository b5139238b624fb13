using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Sandbox;
using DockerScan.Scanners.Sandbox.Analysis;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox;

/// <summary>What proves that the sandbox looked, for the report's table of tools.</summary>
internal static class SandboxEvidence
{
    public static IReadOnlyDictionary<string, string> Of(SandboxRecord record)
    {
        var evidence = new Dictionary<string, string>(OfMode(record.Mode), StringComparer.Ordinal)
        {
            ["window"] = string.Create(CultureInfo.InvariantCulture, $"{record.WindowSeconds} s"),
            ["events"] = string.Create(CultureInfo.InvariantCulture, $"{record.NetworkEvents.Count} of the network, {record.InspectEvents.Count} of processes"),
            ["end"] = End(record),
        };
        if (StartOutcome.Of(record) is { } run)
        {
            evidence[TargetRun.EvidenceKey] = run.ToString();
        }

        var ready = record.NetworkEvents.OfType<ReadyEvent>().FirstOrDefault();
        if (ready is not null)
        {
            evidence["network"] = DisplayText.Clean(ready.Details, 200);
        }

        if (record.InspectEvents.OfType<GateEvent>().FirstOrDefault(each => each.What == GateEvent.Passed) is { Details: { } recorded })
        {
            var starts = record.InspectEvents.OfType<HeartbeatEvent>().LastOrDefault()?.Starts ?? 0;
            evidence["starts and contacts"] = recorded == GateEvent.ByNotification
                ? string.Create(CultureInfo.InvariantCulture, $"each told by the kernel before it happened ({starts} starts)")
                : "looked for at short intervals, because this runtime does not tell them: " + DisplayText.Clean(recorded, 100);
        }

        if (record.EventDelayMs is { } delay)
        {
            evidence["event delay"] = string.Create(CultureInfo.InvariantCulture, $"at most {Math.Ceiling(delay):0} ms");
        }

        if (record.Hold is { } hold)
        {
            evidence["held"] = Held(hold);
        }

        if (record.WrittenNote is { } written)
        {
            evidence["written"] = written;
        }

        if (record.CaptureNote is { } note)
        {
            evidence["capture"] = note;
        }

        if (record.LogTail.Count > 0)
        {
            evidence["last output"] = DisplayText.Clean(record.LogTail[^1], 200);
        }

        return evidence;
    }

    /// <summary>All that is known of a run that broke. Cards and reports warn by it.</summary>
    public static IReadOnlyDictionary<string, string> OfMode(SandboxMode mode)
        => new Dictionary<string, string>(StringComparer.Ordinal) { ["mode"] = mode.ToString().ToLowerInvariant() };

    private static string Held(TargetHold hold) => hold switch
    {
        TargetHold.Ended => "it had ended before it was read",
        TargetHold.Frozen => "it was frozen, read, then killed",
        TargetHold.CannotFreeze => "it was killed, then read: this runtime cannot freeze it",
        _ => throw new ArgumentOutOfRangeException(nameof(hold)),
    };

    private static string End(SandboxRecord record)
        => record switch
        {
            { WatcherAttack: { } attack } => "ended by us: " + DisplayText.Clean(attack, 200),
            { KilledFor: { } limit } => "ended by us: " + limit,
            { WindowEnded: true } => "still running as the window ended",
            _ when StartOutcome.WhyNot(record) is { } why => "not started: " + DisplayText.Clean(why, 200),
            { Exit: { } exit } => string.Create(CultureInfo.InvariantCulture, $"exit status {exit.ExitCode}{(exit.IsOutOfMemory ? ", out of memory" : string.Empty)}"),
            _ => "unknown",
        };
}
