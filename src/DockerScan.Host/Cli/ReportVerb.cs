using System.CommandLine;
using System.Text;
using DockerScan.Core;
using DockerScan.Core.Reports;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Engine.Accepting;
using DockerScan.Core.Words;
using DockerScan.Host.Composition;
using DockerScan.Host.Running;

namespace DockerScan.Host.Cli;

/// <summary><c>report SCAN</c>: a stored result, shown again in the language of who asks.</summary>
internal static class ReportVerb
{
    private static readonly Argument<string> Scan = new("SCAN") { Description = EarlierScan.Words };
    private static readonly Option<string?> Output = ValueOption.FilePath("--output", "DIR", "Where to write report.md, report.html, report.json and capture.pcap; when not given, the folder reports/SCAN of the data folder, and with --json none.");
    private static readonly Option<string?> Language = ValueOption.Choice("--lang", ["en", "ko"], "The language of the report; en when not given.");
    private static readonly Option<bool> Pdf = new("--pdf") { Description = "Write report.pdf beside them, through the Chromium of this machine." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the scan's JSON object on stdout. Files are written only where --output names a folder." };

    public static Command Create()
    {
        var command = new Command("report", "Write the report of an earlier scan from its stored result, and say where it is. Exit: 0 written, 64 there is no such scan or no such folder, 69 the store or the folder cannot be used.")
        {
            Scan, Output, Language, Pdf, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var wish = new ReportWish(
            parsed.GetRequiredValue(Scan), parsed.GetValue(Output), ReportLanguages.Parse(parsed.GetValue(Language) ?? "en"), parsed.GetValue(Json), parsed.GetValue(Pdf));
        await using var app = Application.Build(parsed.GetValue(SettingsOption.Instance));
        return await RunAsync(app, wish, Console.Out, Console.Error, cancellationToken);
    }

    /// <summary>Writes the report or prints the JSON; the exit code.</summary>
    internal static async Task<int> RunAsync(Application app, ReportWish wish, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        await app.Get<IScanStore>().InitializeAsync(cancellationToken);
        var (result, failed) = await EarlierScan.ReadAsync(app.Get<IScanStore>(), wish.Scan, cancellationToken);
        result = (await app.Get<IResultReader>().ReadAsync(result, cancellationToken))!;
        if (failed is not null)
        {
            await error.WriteLineAsync(
                $"the newest scan, {failed.Id} of {Units.Time(failed.FinishedAt)}, could not have the image: {failed.Failure!.Message} This is the one of {Units.Time(result.FinishedAt)}.");
        }

        if (result.Failure is { } failure && wish is { Output: null, AsJson: false })
        {
            throw new UsageException($"there is nothing to report of {DisplayText.Clean(result.Reference.Familiar, 200)}: it could not be looked at. {failure.Message} Type {CommandLine.Program} rescan {result.Id}");
        }

        if (wish is { AsPdf: true, AsJson: true })
        {
            throw new UsageException("--pdf writes a file and --json writes none; type one of them");
        }

        // What is missing is said before anything is written.
        if (wish.AsPdf && app.Get<IReportPrinter>().Missing(wish.Language) is { } need)
        {
            throw new EngineException(new ScanFailure(FailureKind.Internal, Vocabulary.In(ReportLanguage.English).NeededToPrint(need)));
        }

        // A word that means no scan makes no folder.
        var folder = wish.Output is { } named ? OutputFolder.Prepare(named) : null;
        var paths = wish.AsJson && folder is null ? null : await app.Get<ReportLibrary>().WriteAsync(result, wish.Language, folder, cancellationToken);
        if (wish.AsJson)
        {
            await output.WriteLineAsync(Encoding.ASCII.GetString(app.Get<IReportRenderer>().Json(result, paths, app.Get<ICaptureFiles>().Find(result))));
            return ExitCodes.Below;
        }

        var pdf = wish.AsPdf ? await app.Get<ReportLibrary>().PrintAsync(result, wish.Language, paths!, cancellationToken) : null;
        foreach (var line in Describe(result, paths!, pdf, wish.Language))
        {
            await output.WriteLineAsync(line);
        }

        return ExitCodes.Below;
    }

    // The paths stand alone in their lines, as a terminal makes links of them and a script reads them.
    private static IEnumerable<string> Describe(ScanResult result, ReportPaths paths, string? pdf, ReportLanguage language)
        => [
            $"{Vocabulary.In(language).Label(result.Verdict, result.AtLeast)} · {DisplayText.Clean(result.Reference.Familiar, 200)} · {result.Id}",
            paths.Html,
            .. pdf is null ? Array.Empty<string>() : [pdf],
            paths.Markdown,
            paths.Json,
            .. paths.Capture is { } capture ? [capture] : Array.Empty<string>(),
        ];
}

/// <summary>What a person asked of a report.</summary>
/// <param name="Scan">The scan, see <see cref="EarlierScan"/>.</param>
/// <param name="Output">Where the files go; null for the data folder.</param>
/// <param name="Language">The asker's.</param>
/// <param name="AsJson">The JSON on stdout, in the place of files.</param>
/// <param name="AsPdf">With a PDF beside the files.</param>
internal sealed record ReportWish(string Scan, string? Output, ReportLanguage Language, bool AsJson, bool AsPdf = false);
