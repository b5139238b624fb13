using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>Part 2, what VirusTotal knows: worst first, in words that do not overclaim.</summary>
internal sealed class ReputationSection(ReportModel model, ReportStrings strings, ReportLanguage language, MarkdownWriter writer, int maxRows)
    : ReportSection(model, strings, language, writer)
{
    private const int MaxSeen = 3;

    public void Write()
    {
        var all = Model.Result.Reputations;
        if (all.Count == 0)
        {
            return;
        }

        Writer.Heading(3, $"{Strings.StageName(StageIds.VirusTotal)} ({Format.Number(all.Count)})");
        if (all.Count(each => each.IsWaiting) is > 0 and var waiting)
        {
            Writer.Quote(Strings.ReputationWaits(waiting));
        }

        Writer.Paragraph(Strings.ReputationNote);
        Writer.Table([Strings.What, Strings.Where, Strings.ReputationTitle, Strings.FirstSeen, Strings.LastAnalysed], all.Take(maxRows).Select(Row));
        if (all.Count > maxRows)
        {
            Writer.Paragraph(Strings.RowsLeftOff(all.Count - maxRows));
        }
    }

    private IReadOnlyList<string> Row(IndicatorReputation each) =>
    [
        MarkdownText.Code(each.Indicator.Defanged, 100),
        string.Join("; ", each.Seen.Take(MaxSeen).Select(seen => MarkdownText.Code(seen, 120))),
        Verdict(each),
        Date(each.Report?.FirstSeen),
        Date(each.Report?.LastAnalysed),
    ];

    private string Verdict(IndicatorReputation each)
    {
        if (each.Report is not { } report || !each.IsKnown)
        {
            return Strings.Word(each.Reputation);
        }

        // The link leads to the service's own page, never to the thing itself.
        var votes = MarkdownText.Link(Strings.FlaggedBy(report.Flagged, report.Asked), [report.Link]);
        return each.Reputation switch
        {
            Reputation.Malicious => $"**{Strings.Word(each.Reputation)}**: {votes}",
            Reputation.Suspicious => $"**{Strings.Word(each.Reputation)}**: {votes} ({Strings.MaybeMistaken})",
            _ => votes,
        };
    }

    private static string Date(DateTimeOffset? time)
        => time is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : MarkdownText.Nothing;
}
