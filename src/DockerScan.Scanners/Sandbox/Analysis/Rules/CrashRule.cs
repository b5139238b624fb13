using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Autorun.Text;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>The target ended by itself, and not well.</summary>
internal sealed class CrashRule : IBehaviorRule
{
    private const int MaxLogLines = 8;
    private const int FirstSignal = 128;
    private const string Mend = "Read the log lines; if only settings are missing, supply them and scan again, because what comes after the start was not seen.";
    private const string MendSilent = "It wrote no log line. If only settings are missing, supply them and scan again, because what comes after the start was not seen.";
    private const string MendStart = "Mend what the evidence names and scan again: the image was not seen running, so nothing is known of what it does.";
    private const string MendNoCommand = "Scan the image that is built on this one and names a command: what this one does when it is started with one was not seen.";

    private static readonly Dictionary<long, string> Signals = new()
    {
        [4] = "SIGILL, an illegal instruction", [6] = "SIGABRT, it gave itself up", [7] = "SIGBUS, a bad address", [8] = "SIGFPE, a bad calculation", [9] = "SIGKILL",
        [11] = "SIGSEGV, a bad memory access", [24] = "SIGXCPU", [25] = "SIGXFSZ, a file over the limit", [31] = "SIGSYS, a forbidden system call",
    };

    public IEnumerable<FindingDraft> Find(BehaviorInput input)
    {
        var record = input.Record;
        // How it ended is our own doing then.
        if (record.Exit is not { } exit || record.WatcherAttack is not null)
        {
            yield break;
        }

        if (StartOutcome.WhyNot(record) is { } cause)
        {
            yield return NeverRan(input, cause);
        }
        else if (exit.IsOutOfMemory)
        {
            yield return Make(input, "out-of-memory", Severity.Low, "A process was killed for want of memory", [Ended(input), .. MemoryLines(input)]);
        }
        else if (record.KilledFor is { } reason)
        {
            yield return Make(input, "limit", Severity.Medium, "The image was stopped for crossing a limit", [$"{input.At(input.EndMs)} {DisplayText.Clean(reason, 400)}"]);
        }
        else if (!record.WindowEnded && exit.ExitCode != 0 && !IsClosedInput(input))
        {
            var isSignal = Signals.TryGetValue(exit.ExitCode - FirstSignal, out var signal);
            yield return Make(input, isSignal ? "signal" : "exit-code", isSignal ? Severity.Medium : Severity.Low,
                isSignal ? $"The image crashed: {signal}" : string.Create(CultureInfo.InvariantCulture, $"The image ended with status {exit.ExitCode}"), [Ended(input)]);
        }
    }

    private static FindingDraft NeverRan(BehaviorInput input, string cause)
        => Words(input).Any()
            ? Make(input, "cannot-start", Severity.Medium, "The image's command cannot be started", [cause], MendStart)
            : Make(input, "cannot-start", Severity.Medium, "The image was not started: it names no command", [cause], MendNoCommand);

    private static IEnumerable<string> Words(BehaviorInput input) => input.Record.Configuration.Entrypoint.Concat(input.Record.Configuration.Command);

    private static FindingDraft Make(BehaviorInput input, string id, Severity severity, string title, IReadOnlyList<string> evidence, string? mend = null)
    {
        var log = input.Record.LogTail.Where(line => line.Trim().Length > 0).TakeLast(MaxLogLines).Select(line => "log: " + DisplayText.Clean(Masking.Secrets(line), 240)).ToList();
        return BehaviorDrafts.Make(BehaviorChecks.Crash, id, severity, title, StablePath.Of(Words(input).FirstOrDefault() ?? "command"),
            [.. evidence, .. log], mend ?? (log.Count > 0 ? Mend : MendSilent));
    }

    private static IEnumerable<string> MemoryLines(BehaviorInput input)
        => input.Inspect<LimitEvent>().Where(each => each.What == LimitEvent.Memory).OrderBy(each => each.Ms).ToList() is { Count: > 0 } met ? [LimitRule.Line(input, met)] : [];

    private static string Ended(BehaviorInput input)
        => string.Create(CultureInfo.InvariantCulture, $"{input.At(input.EndMs)} status {input.Record.Exit!.ExitCode}{(input.Record.Exit.IsOutOfMemory ? ", out of memory" : string.Empty)}");

    // A shell or interpreter without a script, whose input is closed, has nothing to do.
    private static bool IsClosedInput(BehaviorInput input)
    {
        var words = Words(input).ToList();
        var name = words.Count == 0 ? string.Empty : ImagePath.Name(words.FindLast(word => !word.StartsWith('-')) ?? string.Empty);
        return input.Record.Exit!.ExitCode is 1 && input.Since(input.EndMs) <= input.Limits.CrashInteractiveSeconds * 1000
            && input.Settings.Interactive.Contains(name.TrimEnd("0123456789.".ToCharArray()));
    }
}
