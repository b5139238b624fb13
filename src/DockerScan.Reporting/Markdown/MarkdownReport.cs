using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>The report as Markdown: title and verdict, page one, then environment, risk, measures and the appendix.</summary>
internal static class MarkdownReport
{
    public static IReadOnlyList<MarkdownPart> Render(ReportModel model, ReportStrings strings, int maxRows)
    {
        var writer = new MarkdownWriter();
        var measures = new MeasureText(model, strings, writer);
        var observations = new ObservationsSection(model, strings, writer, maxRows);
        writer.Heading(1, $"{strings.ReportTitle}: {MarkdownText.Code(model.ShortName)}");
        writer.Quote(VerdictText.Lines(model, strings));
        new SummarySection(model, strings, writer, measures).Write();
        new EnvironmentSection(model, strings, writer, observations).Write();
        new RiskSection(model, strings, writer).Write();
        new FindingsSection(model, strings, writer, measures, maxRows).Write();
        observations.Write();
        new MeasuresSection(model, strings, writer, measures).Write();
        new AppendixSection(model, strings, writer, measures).Write();
        return writer.ToParts();
    }
}
