using System.Globalization;
using System.Text;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Html;

/// <summary>The page's drawings. Colours come from classes: the page's policy allows no style attributes.</summary>
internal static class Charts
{
    private const int RowHeight = 34;
    private const int LabelWidth = 68;
    private const int BarWidth = 136;

    public static string Render(ReportModel model, ReportStrings strings)
    {
        var risks = new[] { Risk.High, Risk.Medium, Risk.Low }.Select(risk => new Slice(strings.Word(risk), TagWords.Class(risk), model.Reading.Findings.Risks.Of(risk)));
        var severities = new[] { Severity.Critical, Severity.High, Severity.Medium, Severity.Low, Severity.Unknown }
            .Select(severity => new Slice(strings.Word(severity), TagWords.Class(severity), model.Reading.Findings.Count(severity)));
        var results = new[] { CheckResult.Detected, CheckResult.NotDetected, CheckResult.NotAssessed }
            .Select(result => new Slice(strings.Word(result), TagWords.Class(result), model.Reading.Count(result)));
        return $"<div class=\"charts\">\n{Bars("chart-risk", strings.ByRisk, [.. risks])}{Bars("chart-severity", strings.BySeverity, [.. severities])}{Donut("chart-checks", strings.Checks, [.. results])}</div>\n";
    }

    private static string Bars(string id, string title, IReadOnlyList<Slice> slices)
    {
        var svg = Open(id, title, slices, LabelWidth + BarWidth + 52, slices.Count * RowHeight);
        var most = Math.Max(1, slices.Max(slice => slice.Count));
        for (var index = 0; index < slices.Count; index++)
        {
            var (slice, top) = (slices[index], index * RowHeight);
            var width = slice.Count == 0 ? 0 : Math.Max(4, (double)slice.Count * BarWidth / most);
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"label\" x=\"0\" y=\"{top + 21}\">{HtmlText.Escape(slice.Label)}</text>");
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"track\" x=\"{LabelWidth}\" y=\"{top + 8}\" width=\"{BarWidth}\" height=\"18\" rx=\"4\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"fill-{slice.Class}\" x=\"{LabelWidth}\" y=\"{top + 8}\" width=\"{width:0.#}\" height=\"18\" rx=\"4\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"number\" x=\"{LabelWidth + BarWidth + 10}\" y=\"{top + 22}\">{slice.Count:N0}</text>\n");
        }

        return svg.Append("</svg></figure>\n").ToString();
    }

    private static string Donut(string id, string title, IReadOnlyList<Slice> slices)
    {
        var svg = Open(id, title, slices, 308, 150);
        var total = slices.Sum(slice => slice.Count);
        svg.Append("<g transform=\"rotate(-90 75 75)\"><circle class=\"ring track-ring\" cx=\"75\" cy=\"75\" r=\"58\"/>");
        var start = 0.0;
        foreach (var slice in slices.Where(slice => slice.Count > 0))
        {
            var share = 100.0 * slice.Count / total;
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"ring ring-{slice.Class}\" cx=\"75\" cy=\"75\" r=\"58\" pathLength=\"100\" stroke-dasharray=\"{share:0.##} {100 - share:0.##}\" stroke-dashoffset=\"{-start:0.##}\"/>");
            start += share;
        }

        svg.Append(CultureInfo.InvariantCulture, $"</g><text class=\"total\" x=\"75\" y=\"84\">{total:N0}</text>");
        for (var index = 0; index < slices.Count; index++)
        {
            var (slice, top) = (slices[index], 38 + (index * 34));
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"fill-{slice.Class}\" x=\"160\" y=\"{top}\" width=\"14\" height=\"14\" rx=\"3\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"label\" x=\"181\" y=\"{top + 12}\">{HtmlText.Escape(slice.Label)}</text>");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"number end\" x=\"306\" y=\"{top + 12}\">{slice.Count:N0}</text>\n");
        }

        return svg.Append("</svg></figure>\n").ToString();
    }

    private static StringBuilder Open(string id, string title, IReadOnlyList<Slice> slices, int width, int height)
    {
        var numbers = string.Join(", ", slices.Select(slice => FormattableString.Invariant($"{slice.Label}: {slice.Count}")));
        return new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<figure class=\"chart\"><figcaption>{HtmlText.Escape(title)}</figcaption>\n")
            .Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-text\">")
            .Append(CultureInfo.InvariantCulture, $"<title id=\"{id}-title\">{HtmlText.Escape(title)}</title><desc id=\"{id}-text\">{HtmlText.Escape(numbers)}</desc>\n");
    }

    private sealed record Slice(string Label, string Class, int Count);
}
