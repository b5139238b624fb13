using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Words;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Html;

/// <summary>The words that the page sets as a coloured tag when they stand alone in strong type. Hostile text is never strong, so it cannot make one.</summary>
internal static class TagWords
{
    public static IReadOnlyDictionary<string, string> In(ReportStrings strings)
    {
        // Severity and risk share words in both languages; the same word always has the same colour.
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(Enum.GetValues<Risk>(), strings.Word, Class);
        Add(Enum.GetValues<Severity>(), strings.Word, Class);
        Add(Enum.GetValues<CheckResult>(), strings.Word, Class);
        Add(Enum.GetValues<CheckResult>(), result => Vocabulary.Opening(strings.Words.Classified(result)), Class);
        Add(Enum.GetValues<StageOutcome>(), strings.Word, Class);
        foreach (var verdict in Enum.GetValues<Verdict>())
        {
            Add(Enum.GetValues<Verdict>(), atLeast => strings.Words.Label(verdict, atLeast), atLeast => Class(Vocabulary.Tint(verdict, atLeast)));
        }

        words[strings.EndOfLife] = "high";
        words[strings.SuspiciousWord] = "high";
        words[strings.OpenNetworkTag] = "detected";
        words[strings.Word(Reputation.Malicious)] = "high";
        words[strings.Word(Reputation.Suspicious)] = "medium";
        words[strings.Word(AutorunKind.Missing)] = "medium";
        return words;

        void Add<T>(T[] values, Func<T, string> word, Func<T, string> name)
        {
            foreach (var value in values)
            {
                words.TryAdd(word(value), name(value));
            }
        }
    }

    public static string Class(ScanResult result) => Class(Vocabulary.Tint(result.Verdict, result.AtLeast));

    public static string Class(Verdict verdict) => verdict switch
    {
        Verdict.Unknown => "unknown",
        Verdict.None => "none",
        Verdict.Low => "low",
        Verdict.Medium => "medium",
        Verdict.High => "high",
    };

    public static string Class(Risk risk) => risk switch { Risk.Low => "low", Risk.Medium => "medium", Risk.High => "high" };

    public static string Class(Severity severity) => severity switch
    {
        Severity.Unknown => "unrated",
        Severity.Low => "low",
        Severity.Medium => "medium",
        Severity.High => "high",
        Severity.Critical => "critical",
    };

    public static string Class(CheckResult result) => result switch
    {
        CheckResult.NotAssessed => "unknown",
        CheckResult.NotDetected => "none",
        CheckResult.Detected => "detected",
    };

    private static string Class(StageOutcome outcome) => outcome switch
    {
        StageOutcome.Completed => "none",
        StageOutcome.Failed or StageOutcome.Partial or StageOutcome.TimedOut or StageOutcome.Unsupported or StageOutcome.Skipped => "unknown",
    };
}
