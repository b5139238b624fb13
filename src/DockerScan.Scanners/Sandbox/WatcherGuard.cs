using System.Globalization;
using DockerScan.Core;

namespace DockerScan.Scanners.Sandbox;

/// <summary>
/// Says when the inspector can be trusted no more: it tells of an attack, it ended while the target lives, or it is silent while
/// the other sentinel, which the target cannot reach, is not. A machine that has no time for both is no attack.
/// </summary>
internal sealed class WatcherGuard(EventCollector inspector, EventCollector network, TimeProvider time)
{
    // Six beats. The host learns of each a little later.
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(0.6);

    // With its first process the target's namespace ends, and the inspector with it; the engine tells of both in its own time.
    private static readonly TimeSpan EndSlack = TimeSpan.FromSeconds(1);

    private long? _endedAt;

    /// <summary>What was done to it, one line; null while all is well. Ask only while the target has not ended.</summary>
    public string? Ask()
    {
        if (inspector.IsUnguarded)
        {
            return null;
        }

        if (inspector.Attack is { } attack)
        {
            return attack;
        }

        if (inspector.HasEnded)
        {
            _endedAt ??= time.GetTimestamp();
            return time.GetElapsedTime(_endedAt.Value) >= EndSlack ? "the inspector ended while the image ran" : null;
        }

        var silence = inspector.Silence;
        return silence > MaxSilence && network.Silence < Fresh
            ? string.Create(CultureInfo.InvariantCulture, $"the inspector fell silent for {silence.TotalSeconds:0.0} s")
            : null;
    }

    /// <summary>An attack as the inspector tells it, for a person.</summary>
    public static string Words(Sentinel.Events.AttackEvent attack)
    {
        var who = attack.Details is { Length: > 0 } details ? string.Create(CultureInfo.InvariantCulture, $" (pid {attack.Pid}: {DisplayText.Clean(details, 160)})") : string.Empty;
        return attack.How switch
        {
            Sentinel.Events.AttackEvent.Became => $"a process has the inspector's user{who}",
            Sentinel.Events.AttackEvent.Asked => $"a process asked for the inspector's user and was refused{who}",
            Sentinel.Events.AttackEvent.Signal => $"a process asked for a signal that cannot be refused and was refused{who}",
            Sentinel.Events.AttackEvent.Paused => "the inspector was stopped and woken again",
            Sentinel.Events.AttackEvent.Treated => "a process changed how the kernel treats the inspector when memory or processors are short",
            _ => $"something was done to the inspector{who}",
        };
    }
}
