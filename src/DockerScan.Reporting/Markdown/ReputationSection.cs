using System.Globalization;
using DockerScan.Core.Checks;
using DockerScan.Core.Reputations;
using DockerScan.Core.Stages;
using DockerScan.Core.Words;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>Part 2, what VirusTotal knows: worst first, in words that do not overclaim.</summary>
internal sealed class ReputationSection(ReportModel model, ReportStrings strings, MarkdownWriter writer, int maxRows)
    : ReportSection(model, strings, writer)
{
    private const int MaxRows = 50;
    private const int MaxSeen = 3;

    public void Write()
    {
        var all = Model.Result.Reputations;
        if (all.Count == 0)
        {
            return;
        }

        Writer.Heading(3, $"{StageTitle(StageIds.VirusTotal)} ({Units.Number(all.Count)})");
        if (Model.Reading.WaitingAnswers is > 0 and var waiting)
        {
            Writer.Quote($"**{Strings.Word(CheckResult.NotAssessed)}** {Strings.ReputationWaits(waiting)}");
        }

        if (Model.Result.AmendedAt is { } amended)
        {
            Writer.Paragraph(Strings.Amended(Units.Time(amended), Model.Result.Revision));
        }

        Writer.Paragraph(Strings.ReputationNote);
        var rows = Math.Min(maxRows, MaxRows);
        Writer.Table(
            [Strings.What, Strings.Kind, Strings.Where, Strings.ReputationTitle, Strings.FirstSeen, Strings.LastAnalysed],
            all.OrderBy(Place).Take(rows).Select(Row));
        if (all.Count > rows)
        {
            Writer.Paragraph(Strings.RowsLeftOff(all.Count - rows));
        }
    }

    /// <summary>Worst first; what is not known comes before what nobody flags.</summary>
    private static int Place(IndicatorReputation each) => each.Reputation switch
    {
        Reputation.Malicious => 0,
        Reputation.Suspicious => 1,
        Reputation.Unknown => 2,
        Reputation.Pending => 3,
        Reputation.OverQuota => 4,
        Reputation.NotConfigured => 5,
        Reputation.Harmless => 6,
    };

    private IReadOnlyList<string> Row(IndicatorReputation each) =>
    [
        MarkdownText.Code(each.Indicator.Defanged, 100),
        Strings.Word(each.Indicator.Kind),
        Seen(each),
        Verdict(each),
        Date(each.Report?.FirstSeen),
        Date(each.Report?.LastAnalysed),
    ];

    private string Seen(IndicatorReputation each)
    {
        if (each.Seen.Count == 0)
        {
            return MarkdownText.Nothing;
        }

        // The name or address stands in it again.
        var seen = each.Seen.Take(MaxSeen).Select(place => MarkdownText.Code(
            each.Indicator.Kind == IndicatorKind.File ? place : place.Replace(each.Indicator.Value, each.Indicator.Defanged, StringComparison.OrdinalIgnoreCase), 120));
        return $"{string.Join("; ", seen)} {Limit(each.Seen, MaxSeen, Strings.More)}".TrimEnd();
    }

    private string Verdict(IndicatorReputation each)
    {
        if (each.Report is not { } report || !each.IsKnown)
        {
            // A bad word stays loud when its numbers are lost.
            return each.Reputation is Reputation.Malicious or Reputation.Suspicious ? $"**{Strings.Word(each.Reputation)}**" : Strings.Word(each.Reputation);
        }

        // The link leads to the service's own page, never to the thing itself.
        var flagged = Strings.FlaggedBy(report.Flagged, report.Asked);
        var votes = ReputationLink.Of(report) is { } link ? MarkdownText.Link(flagged, [link]) : flagged;
        return each.Reputation switch
        {
            Reputation.Malicious => $"**{Strings.Word(each.Reputation)}** {votes}",
            Reputation.Suspicious => $"**{Strings.Word(each.Reputation)}** {votes} ({Strings.MaybeMistaken})",
            _ => votes,
        };
    }

    // As code, because a date that is broken over two lines is hard to read.
    private static string Date(DateTimeOffset? time)
        => time is { } at ? MarkdownText.Code(at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : MarkdownText.Nothing;
}
