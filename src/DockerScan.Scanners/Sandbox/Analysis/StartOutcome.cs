using DockerScan.Core;
using DockerScan.Core.Sandbox;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis;

/// <summary>Whether the image's own command ran at all. What never ran showed nothing, whoever's fault that is.</summary>
internal static class StartOutcome
{
    /// <summary>What the gate says before it ends when the command cannot be run.</summary>
    public const string GateRefuses = "gate: cannot start ";

    private const string GateSays = "gate:";
    private const int NeverOpened = 125;
    private const int CannotRun = 126;
    private const int NotFound = 127;
    private const int FirstSignal = 128;

    /// <summary>Why it never ran; null when it did.</summary>
    public static string? WhyNot(SandboxRecord record)
    {
        if (record.Exit is not { } exit)
        {
            return null;
        }

        if (exit.Error is { } error)
        {
            return DisplayText.Clean(error, 400);
        }

        // The gate's own word, over a connection that its end closes: nobody else can say it.
        if (record.InspectEvents.OfType<GateEvent>().FirstOrDefault(each => each.What == GateEvent.Refused) is { } refused)
        {
            return LastLine(record, GateRefuses) is { } said
                ? DisplayText.Clean(said[GateRefuses.Length..], 400)
                : $"the kernel refused its command (error {refused.Details})";
        }

        // Whoever was seen running had got past the gate: what it writes and how it ends is its own, whatever it looks like.
        if (record.WindowEnded || record.KilledFor is not null || record.InspectEvents.Any(each => each is ProcessEvent))
        {
            return null;
        }

        return exit.ExitCode switch
        {
            NeverOpened when LastLine(record, GateSays) is not null => "the gate never let it start",
            CannotRun or NotFound when LastLine(record, GateRefuses) is { } line => DisplayText.Clean(line[GateRefuses.Length..], 400),
            >= FirstSignal => System.FormattableString.Invariant($"it was ended by signal {exit.ExitCode - FirstSignal} before anything of it was seen"),
            _ => null,
        };
    }

    /// <summary>In one value, for cards and reports; null when it is not known.</summary>
    public static TargetRun? Of(SandboxRecord record)
        => record switch
        {
            _ when WhyNot(record) is not null => new TargetRun(TargetEnd.NeverRan, 0),
            { RanMs: not { } } => null,
            { KilledFor: not null, RanMs: { } ms } => new TargetRun(TargetEnd.Stopped, ms),
            { WindowEnded: true, RanMs: { } ms } => new TargetRun(TargetEnd.StillRunning, ms),
            { Exit: not null, RanMs: { } ms } => new TargetRun(TargetEnd.Ended, ms),
            _ => null,
        };

    private static string? LastLine(SandboxRecord record, string opening)
        => record.LogTail.LastOrDefault(line => line.StartsWith(opening, StringComparison.Ordinal));
}
