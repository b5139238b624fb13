using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Stages;
using DockerScan.Core.Words;

namespace DockerScan.Host.Running;

/// <summary>A stage as one line of text, without the time it took.</summary>
internal static class StageLine
{
    private const int MaxDetail = 300;

    public static string Of(StageProgress stage)
    {
        var words = Vocabulary.In(ReportLanguage.English);
        var detail = stage.Detail is null ? string.Empty : " · " + DisplayText.Clean(stage.Detail, MaxDetail);
        var news = stage.News is { } seen ? " " + DisplayText.Clean(words.Of(seen), MaxDetail) : string.Empty;
        // A tenth at a time: a pull must not fill a log.
        var tenths = stage.Fraction is { } fraction ? string.Create(CultureInfo.InvariantCulture, $" {Math.Floor(fraction * 10) * 10:0} %") : string.Empty;
        return stage.Outcome is { } outcome
            ? $"  {(outcome == StageOutcome.Completed ? "✓" : outcome == StageOutcome.Skipped ? "-" : "✗")} {stage.Stage,-13} {words.Of(outcome)}{detail}"
            : $"  … {stage.Stage,-13}{tenths}{news}";
    }
}
