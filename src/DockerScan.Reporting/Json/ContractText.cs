using System.Globalization;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Reputations;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.Reporting.Json;

/// <summary>The words of the public JSON contract. Written out, so that renaming a member in code cannot change the contract.</summary>
internal static partial class ContractText
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Unknown => "unknown",
        Verdict.None => "none",
        Verdict.Low => "low",
        Verdict.Medium => "medium",
        Verdict.High => "high",
    };

    public static string Of(Risk risk) => risk switch { Risk.Low => "low", Risk.Medium => "medium", Risk.High => "high" };

    public static string Of(Severity severity) => severity switch
    {
        Severity.Unknown => "unknown",
        Severity.Low => "low",
        Severity.Medium => "medium",
        Severity.High => "high",
        Severity.Critical => "critical",
    };

    public static string Of(BaseSource source) => source switch { BaseSource.Layers => "layers", BaseSource.Label => "label", BaseSource.Named => "named" };

    public static string Of(AcceptanceKind kind) => kind switch { AcceptanceKind.Accepted => "accepted", AcceptanceKind.FalsePositive => "falsePositive" };

    public static string Of(AcceptanceScope scope) => scope switch
    {
        AcceptanceScope.Finding => "finding",
        AcceptanceScope.Package => "package",
        AcceptanceScope.Path => "path",
        AcceptanceScope.Repository => "repository",
    };

    public static string Of(FindingState state) => state switch { FindingState.Open => "open", FindingState.Accepted => "accepted" };

    public static string Of(CheckResult result) => result switch
    {
        CheckResult.NotAssessed => "notAssessed",
        CheckResult.NotDetected => "notDetected",
        CheckResult.Detected => "detected",
    };

    public static string Of(StageOutcome outcome) => outcome switch
    {
        StageOutcome.Failed => "failed",
        StageOutcome.Completed => "completed",
        StageOutcome.Partial => "partial",
        StageOutcome.TimedOut => "timedOut",
        StageOutcome.Unsupported => "unsupported",
        StageOutcome.Skipped => "skipped",
    };

    public static string Of(SandboxMode mode) => mode switch { SandboxMode.Sinkhole => "sinkhole", SandboxMode.None => "none", SandboxMode.Open => "open" };

    public static string Of(TargetEnd end) => end switch
    {
        TargetEnd.NeverRan => "neverRan",
        TargetEnd.Ended => "ended",
        TargetEnd.StillRunning => "stillRunning",
        TargetEnd.Stopped => "stopped",
    };

    public static string Of(AutorunKind kind) => kind switch
    {
        AutorunKind.Missing => "missing",
        AutorunKind.Script => "script",
        AutorunKind.Elf => "elf",
        AutorunKind.Other => "other",
    };

    public static string Of(Reputation reputation) => reputation switch
    {
        Reputation.NotConfigured => "notConfigured",
        Reputation.OverQuota => "overQuota",
        Reputation.Pending => "pending",
        Reputation.Unknown => "unknown",
        Reputation.Harmless => "harmless",
        Reputation.Suspicious => "suspicious",
        Reputation.Malicious => "malicious",
    };

    public static string Of(IndicatorKind kind) => kind switch { IndicatorKind.File => "file", IndicatorKind.Address => "address", IndicatorKind.Domain => "domain" };

    public static string Of(DateTimeOffset time)
        => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
