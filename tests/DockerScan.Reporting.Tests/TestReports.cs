using System.Text;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Reports;
using DockerScan.Core.Scans;
using DockerScan.TestKit.Builders;
using Microsoft.Extensions.Options;

namespace DockerScan.Reporting.Tests;

internal static class TestReports
{
    /// <param name="options">The settings.</param>
    /// <param name="checklist">The checklist.</param>
    /// <param name="captures">The folder with the scans' captures; without it none is there.</param>
    public static IReportWriter Writer(ReportingOptions? options = null, Checklist? checklist = null, string captures = "/nonexistent")
        => new ReportWriter(Renderer(options, checklist), new CaptureFiles(captures));

    public static string Markdown(ScanResult result, ReportLanguage language) => Encoding.UTF8.GetString(Renderer().Markdown(result, language));

    public static string Json(ScanResult result, ReportPaths? paths = null) => Encoding.UTF8.GetString(Renderer().Json(result, paths));

    public static ReportRenderer Renderer(ReportingOptions? options = null, Checklist? checklist = null)
        => new(checklist ?? SampleChecklist.Create(), Options.Create(options ?? new ReportingOptions()));
}
