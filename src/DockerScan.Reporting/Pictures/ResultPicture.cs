using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Reports;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Reporting.Html.Timeline;
using DockerScan.Reporting.Strings;
using SkiaSharp;

namespace DockerScan.Reporting.Pictures;

/// <summary>
/// The picture of a card: verdict, counts, timeline. Its words are English: the typefaces that come along have no Korean letters, which weigh
/// more than all the rest of the program.
/// </summary>
internal sealed class ResultPicture : IResultPicture
{
    private const float Margin = 24;
    private const float Width = (float)TimelineScale.End + 24 + (2 * Margin);
    private const float HeadHeight = 76;
    private const float Gap = 40;
    private static readonly ReportStrings Strings = ReportStrings.In(Core.ReportLanguage.English);

    public byte[] Draw(ScanResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var reading = new ResultReading(result);
        var risks = Risks(reading.Findings);
        var severities = Severities(reading.Findings);
        var timeline = reading.Timeline is { } seen ? new TimelinePicture(seen, Strings) : null;
        var counts = Math.Max(risks.Height, severities.Height);
        using var canvas = new PictureCanvas(Width, HeadHeight + counts + (timeline?.Height ?? 26) + (2.5f * Margin));
        Head(canvas, result);
        var half = (Width - (2 * Margin) - Gap) / 2;
        risks.Draw(canvas, Margin, HeadHeight + Margin, half);
        severities.Draw(canvas, Margin + half + Gap, HeadHeight + Margin, half);
        var below = HeadHeight + Margin + counts + (Margin / 2);
        if (timeline is null)
        {
            using var font = PictureFonts.Text(13);
            canvas.Write(WithoutTimeline(reading), Margin, below + 16, font, PictureColors.Of(Verdict.Unknown), Width - (2 * Margin));
        }
        else
        {
            timeline.Draw(canvas, Margin, below);
        }

        return canvas.ToPng();
    }

    private static void Head(PictureCanvas canvas, ScanResult result)
    {
        using var title = PictureFonts.Strong(20);
        using var small = PictureFonts.Text(13);
        using var badge = PictureFonts.Strong(15);
        const float BadgeWidth = 250;
        var room = Width - (3 * Margin) - BadgeWidth;
        canvas.Box(0, 0, Width, HeadHeight, PictureColors.Head);
        canvas.Box(0, HeadHeight - 5, Width, 5, PictureColors.Of(result.Verdict));
        canvas.Write(result.Reference.Familiar, Margin, 34, title, SKColors.White, room);
        canvas.Write($"DockerScan · {result.Id} · {result.FinishedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC", Margin, 56, small, PictureColors.HeadSoft, room);
        canvas.Box(Width - Margin - BadgeWidth, 18, BadgeWidth, 36, PictureColors.Of(result.Verdict), 8);
        canvas.Write(Strings.Label(result), Width - Margin - (BadgeWidth / 2), 42, badge, SKColors.White, BadgeWidth - 16, SKTextAlign.Center);
    }

    private static CountBars Risks(FindingsReading findings)
        => new(Strings.ByRisk, [.. new[] { Risk.High, Risk.Medium, Risk.Low }.Select(risk => (Strings.Word(risk), findings.Risks.Of(risk), PictureColors.Of(risk)))]);

    private static CountBars Severities(FindingsReading findings)
        => new(
            Strings.BySeverity,
            [.. new[] { Severity.Critical, Severity.High, Severity.Medium, Severity.Low, Severity.Unknown }.Select(severity => (Strings.Word(severity), findings.Count(severity), PictureColors.Of(severity)))]);

    // An empty axis would read as "it did nothing".
    private static string WithoutTimeline(ResultReading reading)
    {
        var outcome = reading.SandboxStage?.Outcome ?? StageOutcome.Skipped;
        return $"{Strings.NoTimeline} {Strings.Words.Shortfall(Strings.Words.Title(StageIds.Sandbox)!, Strings.Words.Of(outcome), string.Empty)}";
    }
}
