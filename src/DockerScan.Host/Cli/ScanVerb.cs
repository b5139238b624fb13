using System.CommandLine;
using System.Text;
using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Reports;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;
using DockerScan.Host.Composition;
using DockerScan.Host.Running;

namespace DockerScan.Host.Cli;

/// <summary><c>scan IMAGE</c>: the public contract for scripts.</summary>
internal static class ScanVerb
{
    private static readonly Argument<string> Image = new("IMAGE") { Description = "What to scan, e.g. redis:7, ghcr.io/org/app@sha256:…, or an image that only the engine has." };

    public static Command Create()
    {
        var command = new Command("scan", "Scan an image and write its report; with --json, only where --output names a folder. Exit: 0 below --fail-on, 1 when something at or above it was found, 2 incomplete below it (verdict unknown), 64 wrong usage, 69 a needed service is missing.") { Image };
        ScanArguments.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var wish = ScanArguments.Read(parsed);
        if (!ImageReference.TryParse(parsed.GetValue(Image), out var reference, out var problem))
        {
            throw new UsageException(ReferenceWords.Of(problem, ReportLanguage.English));
        }

        await using var app = Application.Build(parsed.GetValue(SettingsOption.Instance));
        if (wish.Output is { } named)
        {
            // Before the store is opened: what was typed wrong is told first.
            _ = OutputFolder.Prepare(named);
        }

        await app.ForOneScanAsync(cancellationToken);
        return await RunAsync(app, wish, new ScanRequest(reference, wish.Platform, wish.Options, "cli"), Console.Out, Console.Error, cancellationToken);
    }

    /// <summary>Scans, writes the report, prints the answer; the exit code.</summary>
    internal static async Task<int> RunAsync(Application app, ScanWish wish, ScanRequest request, TextWriter output, TextWriter progress, CancellationToken cancellationToken)
    {
        var folder = wish.Output is { } named ? OutputFolder.Prepare(named) : null;
        var result = await app.Get<OneShotScan>().RunAsync(request, progress, cancellationToken);
        if (wish.ReputationPatience > TimeSpan.Zero)
        {
            result = await app.Get<OneShotScan>().AwaitReputationsAsync(result, wish.ReputationPatience, progress, cancellationToken);
        }

        // A program that reads the JSON has it all: files are for whoever named a folder, or reads.
        var paths = wish.Form == ScanForm.Json && folder is null
            ? null
            : await app.Get<ReportLibrary>().TryWriteAsync(result, wish.Language, folder, progress, cancellationToken);
        await PrintAsync(app, wish, result, paths, output);
        return ExitCode(result, wish.FailOn);
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

    internal static int ExitCode(ScanResult result, Risk failOn)
    {
        if (result.Failure is { Kind: FailureKind.EngineUnavailable })
        {
            return ExitCodes.Unavailable;
        }

        var threshold = failOn switch { Risk.Low => Verdict.Low, Risk.Medium => Verdict.Medium, Risk.High => Verdict.High };
        // What was found does not become less because something else was not looked at: only below the threshold is "incomplete" the news.
        return result.AtLeast >= threshold ? ExitCodes.AtOrAbove
            : !result.Complete || result.Verdict == Verdict.Unknown ? ExitCodes.Incomplete
            : ExitCodes.Below;
    }
}
