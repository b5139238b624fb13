using System.CommandLine;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Engine.Scanning;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Cli;

/// <summary><c>rescan SCAN</c>: what a card of a finished scan offers.</summary>
internal static class RescanVerb
{
    private static readonly Argument<string> Scan = new("SCAN") { Description = "A scan's id, or an image that was scanned." };

    public static Command Create()
    {
        var command = new Command("rescan", "Scan the image of an earlier scan anew, on the same platform unless another is named. Exit codes as of scan.") { Scan };
        ScanArguments.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var wish = ScanArguments.Read(parsed);
        var text = parsed.GetValue(Scan) ?? string.Empty;
        await using var app = Application.Build(parsed.GetValue(SettingsOption.Instance)).ForScanning();
        await app.Get<IScanStore>().InitializeAsync(cancellationToken);
        var earlier = await FindAsync(app.Get<IScanService>(), text, cancellationToken)
            ?? throw new UsageException($"nothing was scanned as '{DisplayText.Clean(text, 80)}'; type {CommandLine.Program} scan IMAGE");
        var request = new ScanRequest(earlier.Reference, wish.Platform ?? earlier.Platform, wish.Options with { Force = true }, "cli");
        return await ScanVerb.RunAsync(app, wish, request, Console.Out, Console.Error, cancellationToken);
    }

    // An id could be an image's name as well; what was scanned under that id wins.
    private static async Task<ScanResult?> FindAsync(IScanService scans, string text, CancellationToken cancellationToken)
        => ScanId.TryParse(text, out var id) && await scans.FindResultAsync(id, cancellationToken) is { } result ? result
            : ImageReference.TryParse(text, out var reference, out _) ? await scans.FindLatestAsync(reference, cancellationToken)
            : null;
}
