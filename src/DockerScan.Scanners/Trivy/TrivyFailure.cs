using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Processes;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Trivy;

/// <summary>Names every way in which a run gives no report. Whatever is not a whole report is a failure.</summary>
internal static class TrivyFailure
{
    // Trivy 0.44.1 says nothing of these.
    private const string NoReason = "it gave no reason; an image that is gone from the engine, a configuration of an unusual form, or a damaged database or cache ends so";

    /// <summary>The outcome; null when there is a report.</summary>
    /// <param name="run">The run.</param>
    /// <param name="knownCause">What is known beforehand of why Trivy would give no reason; null for nothing.</param>
    public static ScannerOutcome? Of(TrivyRun run, string? knownCause = null) => run switch
    {
        { IsGivenUp: true } => ScannerOutcome.Without(
            StageOutcome.TimedOut,
            string.Create(CultureInfo.InvariantCulture, $"other scans did not leave Trivy's cache within {run.Waited.TotalSeconds:F0} s (Trivy:MaxWaitSeconds)")),
        { Process: { } process } when Of(process, knownCause) is { } failure => failure,
        { Report.Problem: { } problem } => ScannerOutcome.Without(StageOutcome.Failed, $"Trivy's answer cannot be used: {problem}"),
        { Report.Report: not null } => null,
        _ => ScannerOutcome.Without(StageOutcome.Failed, "Trivy gave no report"),
    };

    private static ScannerOutcome? Of(ProcessResult process, string? knownCause)
    {
        if (process.StartError is { } error)
        {
            return ScannerOutcome.Without(StageOutcome.Failed, $"Trivy did not start: {DisplayText.Clean(error, 200)}");
        }

        if (process.IsTimedOut || (process.ExitCode != 0 && TrivyMessages.IsTimeout(process.StandardError)))
        {
            return ScannerOutcome.Without(StageOutcome.TimedOut, "Trivy met its time limit (Trivy:BaseTimeoutSeconds, Trivy:SecondsPer100MiB)");
        }

        return process.ExitCode == 0 ? null : ScannerOutcome.Without(
            StageOutcome.Failed,
            string.Create(CultureInfo.InvariantCulture, $"Trivy ended with exit code {process.ExitCode}: {TrivyMessages.LastError(process.StandardError) ?? knownCause ?? NoReason}"));
    }
}
