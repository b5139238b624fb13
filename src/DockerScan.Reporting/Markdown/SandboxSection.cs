using DockerScan.Core.Checks;
using DockerScan.Core.Reading;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Words;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>Part 2, how the image was watched, and the timeline of what it did.</summary>
internal sealed class SandboxSection(ReportModel model, ReportStrings strings, MarkdownWriter writer)
    : ReportSection(model, strings, writer)
{
    /// <summary>The info string of the timeline's summary; the page puts its picture in its place.</summary>
    public const string TimelineInfo = "timeline";

    private const int MaxReason = 500;

    public void Write()
    {
        Writer.Heading(3, Strings.Behavior);
        WriteState();
        if (Model.Reading.Timeline is { } timeline)
        {
            Writer.Paragraph($"```{TimelineInfo}\n{TimelineSentences.Summary(timeline, Strings)}\n```");
            Writer.Heading(4, Strings.TimelineTable);
            Writer.Table([Strings.From + ":", Strings.To + ":", Strings.Kind, Strings.What, string.Empty], Rows(timeline.Timeline));
        }
    }

    private void WriteState()
    {
        var reason = Model.Reading.SandboxStage is { } stage && Strings.Words.Reason(stage) is { Length: > 0 } text ? $" ({MarkdownText.Escape(text, MaxReason)})" : string.Empty;
        switch (Model.Reading.Sandbox)
        {
            case SandboxView.NotStarted:
                Writer.Quote($"**{Strings.Word(CheckResult.NotAssessed)}** {Strings.NotStarted}{reason}");
                break;
            case SandboxView.NotFullySeen:
                Writer.Quote($"**{Strings.Word(Model.Reading.SandboxStage?.Outcome ?? StageOutcome.Failed)}** {Strings.NotFullySeen} {Strings.MayLack}{reason}");
                break;
            case SandboxView.Seen:
                Writer.Paragraph(Strings.WasSeen(Model.Result.SandboxRun));
                break;
        }

        if (Model.Reading.ShortRun is { } run)
        {
            Writer.Quote(Strings.Words.ShortRun(Strings.Words.Duration(run)));
        }

        if (Model.Reading.IsOpenNetwork)
        {
            Writer.Quote($"**{Strings.OpenNetworkTag}** {Strings.Words.OpenNetworkMeans}");
        }
        else if (Model.Reading.IsWithoutNetwork)
        {
            Writer.Paragraph(Strings.Words.WithoutNetworkMeans);
        }

        if (Model.Result.Capture is { } capture)
        {
            Writer.Paragraph(Strings.Capture(
                MarkdownText.Code(CaptureFiles.FileName), Units.Number(capture.Frames), Units.Size(capture.SizeBytes), MarkdownText.Code(capture.Sha256, 80)));
        }
    }

    private IEnumerable<IReadOnlyList<string>> Rows(SandboxTimeline timeline)
        => timeline.Bars.Select(bar => (At: bar.StartMs, Row: BarRow(bar)))
            // What came again and again, such as a beacon, is one row.
            .Concat(timeline.Marks.GroupBy(mark => (mark.Kind, mark.Label, mark.IsSuspicious)).Select(same => (At: same.Min(mark => mark.AtMs), Row: MarkRow([.. same]))))
            .OrderBy(row => row.At)
            .Select(row => row.Row);

    private string[] BarRow(TimelineBar bar) =>
    [
        Units.ExactSeconds(bar.StartMs),
        bar.EndMs is { } end ? Units.ExactSeconds(end) : Strings.StillRunning,
        Strings.Process,
        MarkdownText.Code(bar.Label),
        $"{(bar.Uid == 0 ? "**root**" : FormattableString.Invariant($"UID {bar.Uid}"))}{Flag(bar.IsSuspicious, " ")}",
    ];

    private string[] MarkRow(IReadOnlyList<TimelineMark> same) =>
    [
        Units.ExactSeconds(same.Min(mark => mark.AtMs)),
        same.Count > 1 ? Units.ExactSeconds(same.Max(mark => mark.AtMs)) : string.Empty,
        Strings.Word(TimelineReading.KindOf(same[0])),
        same.Count > 1 ? $"{MarkdownText.Code(same[0].Label)} {Strings.Times(same.Count)}" : MarkdownText.Code(same[0].Label),
        Model.Reading.Timeline?.IsMalicious(same[0]) == true ? $"**{Strings.Word(Reputation.Malicious)}**" : Flag(same[0].IsSuspicious, string.Empty),
    ];

    private string Flag(bool isSuspicious, string before) => isSuspicious ? $"{before}**{Strings.SuspiciousWord}**" : string.Empty;
}
