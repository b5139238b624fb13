using System.Text;
using DockerScan.Core.Reports;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Host.Composition;
using DockerScan.Host.Running;

namespace DockerScan.Host.Cli;

/// <summary>What <c>scan</c> and <c>rescan</c> answer with.</summary>
internal static class ScanAnswer
{
    /// <summary>Waits for reputations, writes the report, prints the answer.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> GiveAsync(Application app, ScanWish wish, ScanResult result, string? folder, TextWriter output, TextWriter progress, CancellationToken cancellationToken)
    {
        if (wish.ReputationPatience > TimeSpan.Zero)
        {
            result = await app.Get<OneShotScan>().AwaitReputationsAsync(result, wish.ReputationPatience, progress, cancellationToken);
        }

        // A program that reads the JSON has it all: files are for whoever named a folder, or reads.
        var paths = wish.Form == ScanForm.Json && folder is null
            ? null
            : await app.Get<ReportLibrary>().TryWriteAsync(result, wish.Language, folder, progress, cancellationToken);
        await PrintAsync(app, wish, result, paths, output);
        return ScanVerb.ExitCode(result, wish.FailOn);
    }

    private static async Task PrintAsync(Application app, ScanWish wish, ScanResult result, ReportPaths? paths, TextWriter output)
    {
        switch (wish.Form)
        {
            case ScanForm.Json:
                await output.WriteLineAsync(Encoding.ASCII.GetString(app.Get<IReportRenderer>().Json(result, paths, app.Get<ICaptureFiles>().Find(result))));
                break;
            case ScanForm.Markdown:
                await output.WriteLineAsync(Encoding.UTF8.GetString(app.Get<IReportRenderer>().Markdown(result, wish.Language, app.Get<ICaptureFiles>().Find(result) is not null)));
                break;
            default:
                app.Get<CardPrinter>().Print(result, paths, wish.Language);
                break;
        }
    }
}
