using System.CommandLine;
using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;
using DockerScan.Host.Composition;
using DockerScan.Host.Running;

namespace DockerScan.Host.Cli;

/// <summary><c>scan IMAGE</c>: the public contract for scripts.</summary>
internal static class ScanVerb
{
    private const int MaxImages = 200;

    private static readonly Argument<string[]> Images = new("IMAGE")
    {
        Description = "What to scan, e.g. redis:7, ghcr.io/org/app@sha256:…, or an image that only the engine has; up to 200 of them.",
        Arity = new ArgumentArity(1, MaxImages),
    };

    public static Command Create()
    {
        var command = new Command("scan", "Scan an image, or several side by side, and write the reports; with --json, only where --output names a folder. Exit: 0 below --fail-on, 1 when something at or above it was found, 2 incomplete below it (verdict unknown), 64 wrong usage, 69 a needed service is missing.") { Images };
        ScanArguments.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var wish = ScanArguments.Read(parsed);
        var references = References(parsed.GetRequiredValue(Images));
        await using var app = Application.Build(parsed.GetValue(SettingsOption.Instance));
        if (wish.Output is { } named)
        {
            // Before the store is opened: what was typed wrong is told first.
            _ = OutputFolder.Prepare(named, references);
        }

        if (Rehearsal.IsAsked(parsed))
        {
            _ = app.ForScanning();
            return ExitCodes.Below;
        }

        await app.ForOneScanAsync(cancellationToken);
        IReadOnlyList<ScanRequest> requests = [.. references.Select(reference => new ScanRequest(reference, wish.Platform, wish.Options, "cli"))];
        return requests is [var only]
            ? await RunAsync(app, wish, only, Console.Out, Console.Error, cancellationToken)
            : await RunAsync(app, wish, requests, Console.Out, Console.Error, cancellationToken);
    }

    /// <summary>Scans, writes the report, prints the answer; the exit code.</summary>
    internal static async Task<int> RunAsync(Application app, ScanWish wish, ScanRequest request, TextWriter output, TextWriter progress, CancellationToken cancellationToken)
    {
        var folder = wish.Output is { } named ? OutputFolder.Prepare(named) : null;
        return await ScanAnswer.GiveAsync(app, wish, await app.Get<OneShotScan>().RunAsync(request, progress, cancellationToken), folder, output, progress, cancellationToken);
    }

    /// <summary>Scans several side by side and answers in their order; the worst of their exit codes.</summary>
    internal static async Task<int> RunAsync(Application app, ScanWish wish, IReadOnlyList<ScanRequest> requests, TextWriter output, TextWriter progress, CancellationToken cancellationToken)
    {
        var folders = wish.Output is { } named ? OutputFolder.Prepare(named, [.. requests.Select(request => request.Reference)]) : null;
        var (exit, place) = (ExitCodes.Below, 0);
        await foreach (var result in app.Get<BatchScan>().RunAsync(requests, progress, cancellationToken))
        {
            if (result is null)
            {
                await progress.WriteLineAsync($"dockerscan: the scan of {requests[place].Reference.Familiar} was cancelled");
            }

            var code = result is null ? ExitCodes.Incomplete : await ScanAnswer.GiveAsync(app, wish, result, folders?[place], output, progress, cancellationToken);
            exit = ExitCodes.Worse(exit, code);
            place++;
        }

        return exit;
    }

    /// <summary>Why a word is no image; null for one that is.</summary>
    internal static string? ProblemOf(string word) => ImageReference.TryParse(word, out _, out var problem) ? null : ReferenceWords.Of(problem, ReportLanguage.English);

    private static List<ImageReference> References(IReadOnlyList<string> words)
    {
        List<ImageReference> references = [];
        List<string> problems = [];
        foreach (var word in words)
        {
            if (ProblemOf(word) is { } problem)
            {
                problems.Add(problem);
            }
            else if (ImageReference.Parse(word) is var reference && !references.Contains(reference))
            {
                references.Add(reference);
            }
        }

        return problems.Count > 0 ? throw new UsageException(problems) : references;
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
