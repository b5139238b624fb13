using System.Diagnostics;
using DockerScan.Core;
using DockerScan.TestKit.Builders;

namespace DockerScan.Reporting.Tests;

public sealed class ReportSpeedTests
{
    // Half a second is the goal; the bound is wider, because test machines are shared and the figure is not.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    [InlineData(5000)]
    public async Task WriteAsync_FiveThousandFindings_IsFast(int packages)
    {
        using var folder = new TemporaryFolder();
        var writer = TestReports.Writer();
        var scan = SampleScans.Large(5000, packages);
        var token = TestContext.Current.CancellationToken;
        await writer.WriteAsync(SampleScans.Vulnerable(), folder.Path, ReportLanguage.English, token);
        var best = TimeSpan.MaxValue;

        for (var run = 0; run < 4; run++)
        {
            var watch = Stopwatch.StartNew();
            await writer.WriteAsync(scan, folder.Path, ReportLanguage.English, token);
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }

        TestContext.Current.SendDiagnosticMessage($"5,000 findings in {packages} packages: {best.TotalMilliseconds:0} ms");
        Assert.True(best < Bound, $"took {best}");
    }
}
