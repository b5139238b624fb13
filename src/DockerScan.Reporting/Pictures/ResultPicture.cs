using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Reports;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Words;
using DockerScan.Reporting.Html.Timeline;
using DockerScan.Reporting.Strings;
using SkiaSharp;

namespace DockerScan.Reporting.Pictures;

/// <summary>The picture of a card: verdict, counts, timeline, in the card's words.</summary>
internal sealed class ResultPicture : IResultPicture
{
    private const float Margin = 24;
    private const float Width = (float)TimelineScale.End + 24 + (2 * Margin);
    private const float HeadHeight = 76;
    private const float Gap = 40;

    public byte[] Draw(ScanResult result, ReportLanguage language)
    {
        using var canvas = Paint(result, ReportStrings.In(language));
        return canvas.ToPng();
    }

    public IReadOnlyList<string> Texts(ScanResult result, ReportLanguage language)
    {
        using var canvas = Paint(result, ReportStrings.In(language));
        return canvas.Texts;
    }

    private static PictureCanvas Paint(ScanResult result, ReportStrings strings)
    {
        ArgumentNullException.ThrowIfNull(result);
        var reading = new ResultReading(result);
        var risks = Risks(reading.Findings, strings);
        var severities = Severities(reading.Findings, strings);
        var timeline = reading.Timeline is { } seen ? new TimelinePicture(seen, strings) : null;
        var counts = Math.Max(risks.Height, severities.Height);
        var canvas = new PictureCanvas(Width, HeadHeight + counts + (timeline?.Height ?? 26) + (2.5f * Margin));
        Head(canvas, result, strings);
        var half = (Width - (2 * Margin) - Gap) / 2;
        risks.Draw(canvas, Margin, HeadHeight + Margin, half);
        severities.Draw(canvas, Margin + half + Gap, HeadHeight + Margin, half);
        var below = HeadHeight + Margin + counts + (Margin / 2);
        if (timeline is null)
        {
            using var font = PictureFonts.Text(13);
            canvas.Write(WithoutTimeline(reading, strings), Margin, below + 16, font, PictureColors.Of(Verdict.Unknown), Width - (2 * Margin));
        }
        else
        {
            timeline.Draw(canvas, Margin, below);
        }

        return canvas;
    }

    private static void Head(PictureCanvas canvas, ScanResult result, ReportStrings strings)
    {
        using var title = PictureFonts.Strong(20);
        using var small = PictureFonts.Text(13);
        using var badge = PictureFonts.Strong(15);
        const float BadgeWidth = 250;
        var room = Width - (3 * Margin) - BadgeWidth;
        canvas.Box(0, 0, Width, HeadHeight, PictureColors.Head);
        canvas.Box(0, HeadHeight - 5, Width, 5, PictureColors.Of(Vocabulary.Tint(result.Verdict, result.AtLeast)));
        canvas.Write(result.Reference.Familiar, Margin, 34, title, SKColors.White, room);
        canvas.Write($"DockerScan · {result.Id} · {result.FinishedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC", Margin, 56, small, PictureColors.HeadSoft, room);
        canvas.Box(Width - Margin - BadgeWidth, 18, BadgeWidth, 36, PictureColors.Of(Vocabulary.Tint(result.Verdict, result.AtLeast)), 8);
        canvas.Write(strings.Label(result), Width - Margin - (BadgeWidth / 2), 42, badge, SKColors.White, BadgeWidth - 16, SKTextAlign.Center);
    }

    private static CountBars Risks(FindingsReading findings, ReportStrings strings)
        => new(strings.ByRisk, [.. new[] { Risk.High, Risk.Medium, Risk.Low }.Select(risk => (strings.Word(risk), findings.Risks.Of(risk), PictureColors.Of(risk)))]);

    private static CountBars Severities(FindingsReading findings, ReportStrings strings)
        => new(
            strings.BySeverity,
            [.. new[] { Severity.Critical, Severity.High, Severity.Medium, Severity.Low, Severity.Unknown }.Select(severity => (strings.Word(severity), findings.Count(severity), PictureColors.Of(severity)))]);

    // An empty axis would read as "it did nothing".
    private static string WithoutTimeline(ResultReading reading, ReportStrings strings)
    {
        var outcome = reading.SandboxStage?.Outcome ?? StageOutcome.Skipped;
        return $"{strings.NoTimeline} {strings.Words.Shortfall(strings.Words.Title(StageIds.Sandbox)!, strings.Words.Of(outcome), string.Empty)}";
    }
}
