using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Reports;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Reporting.Html;
using DockerScan.Reporting.Json;
using DockerScan.Reporting.Markdown;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;
using Microsoft.Extensions.Options;

namespace DockerScan.Reporting;

internal sealed class ReportWriter(Checklist checklist, ICaptureFiles captures, IOptions<ReportingOptions> options, IFindingTitles? titles = null) : IReportWriter
{
    private readonly JsonReport _json = new(checklist);

    public async Task<ReportPaths> WriteAsync(ScanResult result, string folder, ReportLanguage language, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(result);
        var target = new ReportFolder(folder);
        var paths = target.Paths with { Capture = await target.PlaceCaptureAsync(captures.Find(result), cancellationToken) };
        result = OnlyWhatIsHere(result);
        var (model, markdown, html) = RenderPage(result, language);
        var source = model.Shown.Count == model.Open.Count ? markdown : RenderMarkdown(result, language);
        await target.WriteAsync(
            [
                new ReportFile(paths.Markdown, [.. source.Select(part => part.Text)]),
                new ReportFile(paths.Html, html),
                new ReportFile(paths.Json, [ToJson(result, paths), "\n"]),
            ],
            cancellationToken);
        return paths;
    }

    public string ToPage(ScanResult result, ReportLanguage language)
    {
        ArgumentNullException.ThrowIfNull(result);
        return string.Concat(RenderPage(OnlyWhatIsHere(result), language).Html);
    }

    public string ToJson(ScanResult result, ReportPaths? paths)
    {
        ArgumentNullException.ThrowIfNull(result);
        return _json.Render(result, paths);
    }

    public string ToMarkdown(ScanResult result, ReportLanguage language)
    {
        ArgumentNullException.ThrowIfNull(result);
        return string.Concat(RenderMarkdown(OnlyWhatIsHere(result), language).Select(part => part.Text));
    }

    // A report names no file that a reader would look for in vain.
    private ScanResult OnlyWhatIsHere(ScanResult result) => captures.Find(result) is null ? result with { Capture = null } : result;

    private (ReportModel Model, IReadOnlyList<MarkdownPart> Markdown, IReadOnlyList<string> Html) RenderPage(ScanResult result, ReportLanguage language)
    {
        var model = new ReportModel(LocalizedTitles.In(result, titles, language), checklist, options.Value.MaxFindingsInHtml);
        var markdown = MarkdownReport.Render(model, language, options.Value.MaxTableRows);
        return (model, markdown, HtmlPage.Render(model, ReportStrings.In(language), markdown));
    }

    private IReadOnlyList<MarkdownPart> RenderMarkdown(ScanResult result, ReportLanguage language)
        => MarkdownReport.Render(new ReportModel(LocalizedTitles.In(result, titles, language), checklist, int.MaxValue), language, options.Value.MaxTableRows);
}
