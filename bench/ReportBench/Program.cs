// Measures a report of 5,000 findings in a warm process: Markdown, page and JSON together, files written.
// The worst of three shapes counts: all in one package, ten per package, one per package.
using System.Diagnostics;
using DockerScan.Core;
using DockerScan.Core.Reports;
using DockerScan.Reporting;
using DockerScan.TestKit.Builders;
using Microsoft.Extensions.DependencyInjection;

const int Findings = 5_000;
const int Runs = 9;
await using var services = new ServiceCollection().AddSingleton(SampleChecklist.Create()).AddReporting().AddCaptureFiles(Path.GetTempPath()).BuildServiceProvider();
var writer = services.GetRequiredService<IReportWriter>();
var folder = Directory.CreateTempSubdirectory("dockerscan-bench-").FullName;
var worst = 0.0;
foreach (var packages in (int[])[1, 500, Findings])
{
    var scan = SampleScans.Large(Findings, packages);
    var times = new List<double>();
    for (var run = 0; run < Runs; run++)
    {
        var started = Stopwatch.GetTimestamp();
        await writer.WriteAsync(scan, folder, ReportLanguage.English, CancellationToken.None);
        times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    var median = times.Skip(2).Order().ElementAt((Runs - 2) / 2);
    worst = Math.Max(worst, median);
    Console.WriteLine($"  in {packages} packages: {median:0}");
}

Directory.Delete(folder, recursive: true);
Console.WriteLine($"report of 5,000 findings, ms: {worst:0}");
