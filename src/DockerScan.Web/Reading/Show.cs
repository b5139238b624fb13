using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Words;

namespace DockerScan.Web.Reading;

/// <summary>How values stand in a page: text of others made fit, and the class of a colour.</summary>
internal static class Show
{
    /// <summary>Text out of an image, a registry or a tool, on one line. What is markup in it is escaped where it is written.</summary>
    public static string Fit(string? text, int most) => DisplayText.Clean(text, most);

    /// <summary>The same with its lines.</summary>
    public static string Lines(string? text, int most) => DisplayText.CleanLines(text, most);

    /// <summary>An image's name for titles: a digest is cut.</summary>
    public static string Name(string familiar)
    {
        var at = familiar.IndexOf('@', StringComparison.Ordinal);
        const int Digest = 20;
        return at < 0 || familiar.Length - at <= Digest ? familiar : familiar[..(at + Digest)] + "…";
    }

    public static string Class(Verdict verdict) => verdict switch
    {
        Verdict.Unknown => "unknown",
        Verdict.None => "none",
        Verdict.Low => "low",
        Verdict.Medium => "medium",
        Verdict.High => "high",
    };

    public static string Class(Verdict verdict, Verdict atLeast) => Class(Vocabulary.Tint(verdict, atLeast));

    public static string Class(Risk risk) => risk switch
    {
        Risk.Low => "low",
        Risk.Medium => "medium",
        Risk.High => "high",
    };

    public static string Class(CheckResult result) => result switch
    {
        CheckResult.Detected => "detected",
        CheckResult.NotDetected => "none",
        CheckResult.NotAssessed => "unknown",
    };

    public static string Class(StageOutcome? outcome) => outcome switch
    {
        null => "running",
        StageOutcome.Completed => "none",
        StageOutcome.Skipped => "skipped",
        _ => "unknown",
    };
}
