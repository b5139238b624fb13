using System.Text;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Reports;
using DockerScan.Core.Scans;
using DockerScan.Reporting.Html;
using DockerScan.Reporting.Json;
using DockerScan.Reporting.Markdown;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;
using Microsoft.Extensions.Options;

namespace DockerScan.Reporting;

/// <summary>Report and page are made of one Markdown; the page may show fewer findings.</summary>
internal sealed class ReportRenderer(Checklist checklist, IOptions<ReportingOptions> options, IFindingTitles? titles = null) : IReportRenderer
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly JsonReport _json = new(checklist);

    public byte[] Html(ScanResult result, ReportLanguage language, bool withCapture = false) => Page(Shown(result, language, withCapture), language, out _);

    public byte[] Markdown(ScanResult result, ReportLanguage language, bool withCapture = false) => Source(Shown(result, language, withCapture), language);

    public byte[] Json(ScanResult result, ReportPaths? reports = null, string? capture = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        return _json.Render(result, reports, capture);
    }

    /// <summary>The page as it is printed: with fewer findings, and without the list of contents that nobody can click on.</summary>
    internal byte[] PrintedPage(ScanResult result, ReportLanguage language)
    {
        var model = new ReportModel(Shown(result, language, withCapture: false), checklist, options.Value.MaxFindingsInPdf);
        var strings = ReportStrings.In(language);
        return Join(HtmlPage.Render(model, strings, MarkdownReport.Render(model, strings, options.Value.MaxTableRows), isPrinted: true));
    }

    /// <summary>Both at once: where the page has room for every finding, its Markdown is the report.</summary>
    internal (byte[] Markdown, byte[] Html) Both(ScanResult result, ReportLanguage language, bool withCapture)
    {
        var shown = Shown(result, language, withCapture);
        var html = Page(shown, language, out var source);
        return (source is null ? Source(shown, language) : Join([.. source.Select(part => part.Text)]), html);
    }

    // A report names no file that its reader would look for in vain.
    private ScanResult Shown(ScanResult result, ReportLanguage language, bool withCapture)
    {
        ArgumentNullException.ThrowIfNull(result);
        return LocalizedTitles.In(withCapture ? result : result with { Capture = null }, titles, language);
    }

    private byte[] Page(ScanResult shown, ReportLanguage language, out IReadOnlyList<MarkdownPart>? whole)
    {
        var model = new ReportModel(shown, checklist, options.Value.MaxFindingsInHtml);
        var markdown = MarkdownReport.Render(model, ReportStrings.In(language), options.Value.MaxTableRows);
        whole = model.Shown.Count == model.Open.Count ? markdown : null;
        return Join(HtmlPage.Render(model, ReportStrings.In(language), markdown));
    }

    private byte[] Source(ScanResult shown, ReportLanguage language)
        => Join([.. MarkdownReport.Render(new ReportModel(shown, checklist, int.MaxValue), ReportStrings.In(language), options.Value.MaxTableRows).Select(part => part.Text)]);

    // In pieces until here, because a large report would otherwise be copied several times over.
    private static byte[] Join(IReadOnlyList<string> pieces)
    {
        var content = new byte[pieces.Sum(Utf8.GetByteCount)];
        var written = 0;
        foreach (var piece in pieces)
        {
            written += Utf8.GetBytes(piece, content.AsSpan(written));
        }

        return content;
    }
}
