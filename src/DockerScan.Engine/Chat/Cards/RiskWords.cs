using DockerScan.Core.Findings;

namespace DockerScan.Engine.Chat.Cards;

/// <summary>Risks and severities in words.</summary>
internal static class RiskWords
{
    public static string Label(Risk risk) => risk switch
    {
        Risk.Low => "LOW",
        Risk.Medium => "MEDIUM",
        Risk.High => "HIGH",
    };

    public static string Lower(Risk risk) => risk switch
    {
        Risk.Low => "low",
        Risk.Medium => "medium",
        Risk.High => "high",
    };

    public static string Lower(Severity severity) => severity switch
    {
        Severity.Unknown => "severity unknown",
        Severity.Low => "low",
        Severity.Medium => "medium",
        Severity.High => "high",
        Severity.Critical => "critical",
    };
}
