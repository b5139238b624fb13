using DockerScan.Core.Checks;
using DockerScan.Core.Ports;
using DockerScan.TestKit.Builders;
using Microsoft.Extensions.Options;

namespace DockerScan.Reporting.Tests;

internal static class TestReports
{
    public static IReportWriter Writer(ReportingOptions? options = null, Checklist? checklist = null)
        => new ReportWriter(checklist ?? SampleChecklist.Create(), Options.Create(options ?? new ReportingOptions()));
}
