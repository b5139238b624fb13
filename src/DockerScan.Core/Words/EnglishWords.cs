using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Health;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;

namespace DockerScan.Core.Words;

/// <summary>The words in English.</summary>
internal sealed partial class EnglishWords : Vocabulary
{
    public static EnglishWords Instance { get; } = new();

    public override ReportLanguage Language => ReportLanguage.English;

    public override string NoFixYet => "no fix yet";

    public override string EndOfLife => "end of life";

    public override string MattersMost => "What matters most";

    protected override string ThereMayBeMore => "Not everything could be looked at, so there may be more.";

    public override string Label(Verdict verdict, Verdict atLeast) => verdict switch
    {
        Verdict.Unknown => atLeast > Verdict.None ? $"AT LEAST {Badge(Of(atLeast))}, incomplete" : Badge(Of(verdict)),
        Verdict.None => Badge(Of(verdict)),
        _ => $"{Badge(Of(verdict))} RISK",
    };

    public override string Of(Verdict verdict) => verdict switch
    {
        Verdict.Unknown => "unknown",
        Verdict.None => "no risk found",
        Verdict.Low => Of(Risk.Low),
        Verdict.Medium => Of(Risk.Medium),
        Verdict.High => Of(Risk.High),
    };

    public override string Meaning(Verdict verdict) => verdict switch
    {
        Verdict.Unknown => "Not everything could be looked at, so nobody knows whether this image is safe. Do not treat it as clean.",
        Verdict.None => "Every required check ran and found nothing open.",
        Verdict.Low => "Only threats that other weaknesses could chain with.",
        Verdict.Medium => "Something here can lead to further leaks. Mend it before the image holds anything of value.",
        Verdict.High => "Something here can break the availability, confidentiality or integrity of what runs it. Do not use it as it is.",
    };

    public override string Of(Risk risk) => risk switch
    {
        Risk.Low => "low",
        Risk.Medium => "medium",
        Risk.High => "high",
    };

    public override string Meaning(Risk risk) => risk switch
    {
        Risk.High => "can break availability, confidentiality or integrity of the system or service",
        Risk.Medium => "exposes information that can lead to further leaks",
        Risk.Low => "a threat that other weaknesses could chain with",
    };

    public override string Counts(int high, int medium, int low) => $"{high} {Of(Risk.High)}, {medium} {Of(Risk.Medium)}, {low} {Of(Risk.Low)}";

    public override string Of(Severity severity) => severity switch
    {
        Severity.Unknown => "unrated",
        Severity.Low => "low",
        Severity.Medium => "medium",
        Severity.High => "high",
        Severity.Critical => "critical",
    };

    public override string Phrase(Severity severity) => $"{Of(severity)} severity";

    public override string Of(CheckResult result) => result switch
    {
        CheckResult.NotAssessed => "not assessed",
        CheckResult.NotDetected => "not detected",
        CheckResult.Detected => "detected",
    };

    public override string Classified(CheckResult result) => result switch
    {
        CheckResult.NotAssessed => Of(result),
        CheckResult.NotDetected => "not classified",
        CheckResult.Detected => "classified",
    };

    public override string Of(Reputation reputation) => reputation switch
    {
        Reputation.NotConfigured => "not looked up",
        Reputation.OverQuota => "quota of the day used up, asked later",
        Reputation.Pending => "waits for its turn",
        Reputation.Unknown => "not known to VirusTotal",
        Reputation.Harmless => "not rated a threat",
        Reputation.Suspicious => "suspicious",
        Reputation.Malicious => "malicious",
    };

    public override string Of(IndicatorKind kind) => kind switch
    {
        IndicatorKind.File => "file",
        IndicatorKind.Address => "address",
        IndicatorKind.Domain => "domain",
    };

    public override string Of(AutorunKind kind) => kind switch
    {
        AutorunKind.Missing => "missing",
        AutorunKind.Script => "script",
        AutorunKind.Elf => "ELF program",
        AutorunKind.Other => "other",
    };

    public override string Of(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ok",
        HealthStatus.Degraded => "limited",
        HealthStatus.Unhealthy => "down",
    };
}
