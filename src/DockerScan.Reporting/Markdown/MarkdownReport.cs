using DockerScan.Core;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>The report as Markdown: title and verdict, then environment, risk and measures.</summary>
internal static class MarkdownReport
{
    public static IReadOnlyList<MarkdownPart> Render(ReportModel model, ReportLanguage language, int maxRows)
    {
        var strings = ReportStrings.In(language);
        var writer = new MarkdownWriter();
        writer.Heading(1, $"{strings.ReportTitle}: {MarkdownText.Code(model.ShortName)}");
        writer.Quote(VerdictText.Lines(model, strings));
        new EnvironmentSection(model, strings, language, writer).Write();
        new RiskSection(model, strings, language, writer).Write();
        new FindingsSection(model, strings, language, writer).Write();
        new ObservationsSection(model, strings, language, writer, maxRows).Write();
        new MeasuresSection(model, strings, language, writer).Write();
        return writer.ToParts();
    }
}
