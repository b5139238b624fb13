using System.Globalization;
using System.Text;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Words;
using DockerScan.Reporting.Html.Timeline;
using DockerScan.Reporting.Markdown;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Html;

/// <summary>The page around the rendered Markdown: one file, no script, nothing fetched.</summary>
internal static class HtmlPage
{
    /// <summary>The page, in pieces.</summary>
    public static IReadOnlyList<string> Render(ReportModel model, ReportStrings strings, IReadOnlyList<MarkdownPart> markdown, bool isPrinted = false)
    {
        var body = HtmlBody.Render(markdown, TagWords.In(strings), Figures(model, strings));
        var name = HtmlText.Escape(model.ShortName);
        var page = new StringBuilder(32_000);
        page.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="{strings.LanguageTag}">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{Stylesheet.Hash}'; img-src data:; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="DockerScan">
            <title>{HtmlText.Escape(strings.Label(model.Result))} · {name} · {HtmlText.Escape(strings.ReportTitle)}</title>
            <style>{Stylesheet.Text}</style>
            </head>
            <body class="verdict-{TagWords.Class(model.Result)}">

            """);
        WriteHeader(page, model, strings, name);
        page.Append("<div class=\"layout\">\n");
        if (!isPrinted)
        {
            WriteContents(page, strings, body.SelectMany(part => part.Headings));
        }

        page.Append("<main>\n").Replace("\r\n", "\n");
        var end = string.Create(CultureInfo.InvariantCulture, $"</main>\n</div>\n<footer><p>{HtmlText.Escape(strings.Footer)}</p><p>DockerScan · {HtmlText.Escape(model.Result.Id.Value)} · {Units.Time(model.Result.FinishedAt)}</p></footer>\n</body>\n</html>\n");
        return [page.ToString(), .. body.Select(part => part.Html), end];
    }

    /// <summary>The pictures, by the info string of the block that stands for each in the Markdown.</summary>
    private static Dictionary<string, string> Figures(ReportModel model, ReportStrings strings)
    {
        var figures = new Dictionary<string, string>(StringComparer.Ordinal) { [RiskSection.ChartInfo] = Charts.Render(model, strings) };
        if (model.Reading.Timeline is { } timeline)
        {
            figures[SandboxSection.TimelineInfo] = TimelineChart.Render(timeline, strings);
        }

        return figures;
    }

    private static void WriteHeader(StringBuilder page, ReportModel model, ReportStrings strings, string name)
    {
        var result = model.Result;
        page.Append(CultureInfo.InvariantCulture, $"""
            <header>
            <div class="head">
            <p class="brand"><svg viewBox="0 0 24 24" aria-hidden="true"><path class="mark" d="M12 2 21 6v6c0 5-3.8 8.6-9 10-5.2-1.4-9-5-9-10V6z"/><path class="mark-line" d="M7 9h10M7 12.5h10M7 16h6"/></svg> DockerScan <span>{HtmlText.Escape(strings.ReportTitle)}</span></p>
            <h1>{name}</h1>
            <ul class="facts">{string.Concat(Facts(model, strings).Select(fact => $"<li>{fact}</li>"))}</ul>
            <div class="verdict">
            <p class="badge badge-{TagWords.Class(result)}"><span>{HtmlText.Escape(strings.VerdictTitle)}</span> {HtmlText.Escape(strings.Label(result))}</p>
            <div class="why">
            <p class="sentence">{HtmlText.Escape(VerdictText.Sentence(model, strings))}</p>

            """);
        foreach (var line in VerdictText.Further(model, strings))
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{HtmlText.Escape(line)}</p>\n");
        }

        if (result.Failure is { } failure)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"failure\"><strong>{HtmlText.Escape(strings.Failure)}:</strong> {HtmlText.Escape(strings.Words.Of(failure), 500)}</p>\n");
        }

        page.Append("</div>\n</div>\n<dl class=\"tiles\">\n");
        WriteTiles(page, model, strings);
        page.Append("</dl>\n</div>\n</header>\n");
    }

    private static void WriteTiles(StringBuilder page, ReportModel model, ReportStrings strings)
    {
        foreach (var risk in (Risk[])[Risk.High, Risk.Medium, Risk.Low])
        {
            Tile(strings.Word(risk), model.Reading.Findings.Risks.Of(risk), TagWords.Class(risk));
        }

        foreach (var result in (CheckResult[])[CheckResult.Detected, CheckResult.NotDetected, CheckResult.NotAssessed])
        {
            Tile(strings.Word(result), model.Reading.Count(result), TagWords.Class(result));
        }

        void Tile(string label, int count, string name)
            => page.Append(CultureInfo.InvariantCulture, $"<div class=\"tile tile-{(count == 0 ? "zero" : name)}\"><dt>{HtmlText.Escape(label)}</dt><dd>{Units.Number(count)}</dd></div>\n");
    }

    private static IEnumerable<string> Facts(ReportModel model, ReportStrings strings)
    {
        var result = model.Result;
        yield return HtmlText.Escape(result.Platform.ToString());
        if (result.OperatingSystem is { } os)
        {
            yield return HtmlText.Escape($"{os.Family} {os.Name}", 80) + (os.EndOfLife ? $" <strong class=\"tag tag-high\">{HtmlText.Escape(strings.EndOfLife)}</strong>" : string.Empty);
        }

        if (result.Image is { } image)
        {
            yield return Units.Size(image.SizeBytes);
            yield return $"<code>{HtmlText.Escape((image.Digest ?? image.ImageId).Abbreviated)}</code>";
        }

        yield return Units.Time(result.FinishedAt);
    }

    private static void WriteContents(StringBuilder page, ReportStrings strings, IEnumerable<HtmlHeading> headings)
    {
        page.Append(CultureInfo.InvariantCulture, $"<nav aria-label=\"{HtmlText.Escape(strings.Contents)}\">\n<p>{HtmlText.Escape(strings.Contents)}</p>\n<ul>\n");
        foreach (var heading in headings)
        {
            page.Append(CultureInfo.InvariantCulture, $"<li class=\"level-{(heading.Level == 2 ? "2" : "3")}\"><a href=\"#{heading.Id}\">{HtmlText.Escape(heading.Text, 80)}</a></li>\n");
        }

        page.Append("</ul>\n</nav>\n");
    }
}
