using System.CommandLine;
using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Ports;
using DockerScan.Core.Scans;
using DockerScan.Host.Composition;
using DockerScan.Host.Running;

namespace DockerScan.Host.Cli;

/// <summary><c>scan IMAGE</c>: the public contract for scripts.</summary>
internal static class ScanVerb
{
    private const int MinWindowSeconds = 5;
    private const int MaxWindowSeconds = 600;
    private const int MaxWaitSeconds = 86_400;

    private static readonly Argument<string> Image = new("IMAGE") { Description = "What to scan, e.g. redis:7, ghcr.io/org/app@sha256:…, or an image that only the engine has." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object on stdout; progress goes to stderr." };
    private static readonly Option<bool> Markdown = new("--markdown") { Description = "Print the report as Markdown on stdout." };
    private static readonly Option<DirectoryInfo?> Output = new("--output") { Description = "Where to write report.md, report.html, report.json and capture.pcap.", HelpName = "DIR" };
    private static readonly Option<string?> Platform = new("--platform") { Description = "os/architecture[/variant], e.g. linux/arm64.", HelpName = "P" };
    private static readonly Option<bool> Force = new("--force") { Description = "Scan anew even if a fresh result is there." };
    private static readonly Option<bool> NoSandbox = new("--no-sandbox") { Description = "Do not start the image." };
    private static readonly Option<int?> Window = new("--window") { Description = $"How long the sandbox watches, {MinWindowSeconds} to {MaxWindowSeconds} seconds.", HelpName = "SECONDS" };
    private static readonly Option<int> WaitReputation = new("--wait-reputation") { Description = $"Wait this long for VirusTotal's answers before the report is written, 0 to {MaxWaitSeconds} seconds; what is missing then is named.", HelpName = "SECONDS" };
    private static readonly Option<Risk> FailOn = new("--fail-on") { Description = "Exit with 1 when something of this risk or above was found, also by a scan that is incomplete.", HelpName = "high|medium|low", DefaultValueFactory = _ => Risk.High };
    private static readonly Option<string> Language = new("--lang") { Description = "The language of the report and the card.", HelpName = "en|ko", DefaultValueFactory = _ => "en" };

    public static Command Create()
    {
        FailOn.AcceptOnlyFromAmong("high", "medium", "low");
        Language.AcceptOnlyFromAmong("en", "ko");
        var command = new Command("scan", "Scan an image and write its report. Exit: 0 below --fail-on, 1 when something at or above it was found, 2 incomplete below it (verdict unknown), 64 wrong usage, 69 a needed service is missing.")
        {
            Image, Json, Markdown, Output, Platform, Force, NoSandbox, Window, WaitReputation, FailOn, Language,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Json) && result.GetValue(Markdown))
            {
                result.AddError("--json and --markdown exclude each other");
            }

            if (!ImageReference.TryParse(result.GetValue(Image), out _, out var error))
            {
                result.AddError(error);
            }

            if (result.GetValue(Platform) is { } platform && !ImagePlatform.TryParse(platform, out _))
            {
                result.AddError("--platform is os/architecture[/variant], for example linux/arm64");
            }

            if (result.GetValue(Window) is < MinWindowSeconds or > MaxWindowSeconds)
            {
                result.AddError($"--window is {MinWindowSeconds} to {MaxWindowSeconds} seconds");
            }

            if (result.GetValue(WaitReputation) is < 0 or > MaxWaitSeconds)
            {
                result.AddError($"--wait-reputation is 0 to {MaxWaitSeconds} seconds");
            }
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var app = Application.Build(parsed.GetValue(SettingsOption.Instance));
        var language = ReportLanguages.Parse(parsed.GetRequiredValue(Language));
        var result = await app.Get<OneShotScan>().RunAsync(Request(parsed), Console.Error, cancellationToken);
        if (parsed.GetValue(WaitReputation) is > 0 and var seconds)
        {
            result = await app.Get<OneShotScan>().AwaitReputationsAsync(result, TimeSpan.FromSeconds(seconds), Console.Error, cancellationToken);
        }

        var paths = await app.Get<ReportLibrary>().WriteAsync(result, language, parsed.GetValue(Output)?.FullName, cancellationToken);
        await PrintAsync(app, parsed, result, paths, language);
        return ExitCode(result, parsed.GetValue(FailOn));
    }

    private static ScanRequest Request(ParseResult parsed)
    {
        _ = ImagePlatform.TryParse(parsed.GetValue(Platform), out var platform);
        var options = new ScanOptions
        {
            Force = parsed.GetValue(Force),
            Sandbox = !parsed.GetValue(NoSandbox),
            WindowSeconds = parsed.GetValue(Window),
        };
        return new ScanRequest(ImageReference.Parse(parsed.GetRequiredValue(Image)), platform, options, "cli");
    }

    private static async Task PrintAsync(Application app, ParseResult parsed, ScanResult result, ReportPaths paths, ReportLanguage language)
    {
        var reports = app.Get<IReportWriter>();
        if (parsed.GetValue(Json))
        {
            await Console.Out.WriteLineAsync(reports.ToJson(result, paths));
        }
        else if (parsed.GetValue(Markdown))
        {
            await Console.Out.WriteLineAsync(reports.ToMarkdown(result, language));
        }
        else
        {
            app.Get<CardPrinter>().Print(result, paths, language);
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
