using System.Globalization;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>Part 2, its beginning: the verdict, the numbers and what matters most.</summary>
internal sealed class RiskSection(ReportModel model, ReportStrings strings, MarkdownWriter writer)
    : ReportSection(model, strings, writer)
{
    /// <summary>The info string of the drawn chart; the page puts its own chart in its place.</summary>
    public const string ChartInfo = "chart";

    private const int ChartWidth = 40;
    private static readonly Risk[] Risks = [Risk.High, Risk.Medium, Risk.Low];

    public void Write()
    {
        Writer.Heading(2, $"2. {Strings.Risk}");
        WriteNumbers();
        WriteTop();
        WriteThreats();
    }

    private void WriteNumbers()
    {
        Writer.Heading(3, Strings.Numbers);
        Writer.Table(
            [Strings.RiskTitle, Strings.Findings + ":", Strings.OfWhichFixable + ":", Strings.MeaningTitle],
            Risks.Select(risk => (IReadOnlyList<string>)
            [
                RiskTag(risk),
                Units.Number(Model.Reading.Findings.Risks.Of(risk)),
                Units.Number(Model.Reading.Findings.Fixable(risk)),
                Strings.Words.Meaning(risk),
            ]));
        Writer.Paragraph(Chart());
    }

    private string Chart()
    {
        var most = Math.Max(1, Risks.Max(Model.Reading.Findings.Risks.Of));
        var lines = Risks.Select(risk => string.Create(
            CultureInfo.InvariantCulture, $"{Strings.Word(risk),-8} {Bar(Model.Reading.Findings.Risks.Of(risk), most),-ChartWidth} {Model.Reading.Findings.Risks.Of(risk)}"));
        return $"```{ChartInfo}\n{string.Join('\n', lines)}\n```";
    }

    // Asset, threat and vulnerability make the risk: a row for each check that found something, the worst first.
    private void WriteThreats()
    {
        var detected = Model.Result.Checklist.Where(line => line.Result == CheckResult.Detected).OrderByDescending(line => line.Risk).ToList();
        if (detected.Count == 0)
        {
            return;
        }

        Writer.Heading(3, Strings.ThreatsTitle);
        Writer.Table([Strings.Asset, Strings.Threat, Strings.Weakness, Strings.RiskTitle], detected.Select(ThreatRow));
    }

    private string[] ThreatRow(ChecklistLine line)
    {
        var check = Model.Checks.GetValueOrDefault(line.Check);
        return
        [
            Of(check?.Asset),
            Of(check?.Threat),
            $"{CheckTitle(line.Check)} · {Strings.DetailCount(line.Findings)}",
            line.Risk is { } risk ? RiskTag(risk) : MarkdownText.Nothing,
        ];
    }

    private string Of(LocalizedText? text) => text is null ? MarkdownText.Nothing : MarkdownText.Prose(text.In(Language));

    private static string Bar(int count, int most) => new('█', count == 0 ? 0 : Math.Max(1, (int)((long)count * ChartWidth / most)));

    private void WriteTop()
    {
        var top = Model.Reading.Findings.Groups.Take(ResultReading.TopGroups).Select(group => group.Worst).ToList();
        if (top.Count == 0)
        {
            Writer.Paragraph(Model.Result.Verdict == Verdict.Unknown ? Strings.NoFindingsUnknown : Strings.NoFindings);
            return;
        }

        Writer.Heading(3, Strings.Words.MattersMost);
        Writer.Numbered(top.Select(TopLine));
    }

    private string TopLine(Finding finding)
    {
        var details = finding.Details;
        var fix = details.FixedVersion is { Length: > 0 } version ? $" · {Strings.FixedIn}: {MarkdownText.Code(version, 80)}" : string.Empty;
        return $"{RiskTag(finding.Risk)} {MarkdownText.Escape(details.Title, 160)} ({IdLink(finding)} · {Strings.Where}: {MarkdownText.Code(details.Target, 120)}{fix})";
    }
}
