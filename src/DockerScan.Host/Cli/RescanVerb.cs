using System.CommandLine;
using DockerScan.Core.Scans;
using DockerScan.Core.Stores;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Cli;

/// <summary><c>rescan SCAN</c>: what a card of a finished scan offers.</summary>
internal static class RescanVerb
{
    private static readonly Argument<string> Scan = new("SCAN") { Description = EarlierScan.Words };

    public static Command Create()
    {
        var command = new Command("rescan", "Scan the image of an earlier scan anew, on the same platform and with the same window unless others are named; a sandbox that was left out stays so unless --window is given. Exit codes as of scan.") { Scan };
        ScanArguments.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var wish = ScanArguments.Read(parsed);
        await using var app = Application.Build(parsed.GetValue(SettingsOption.Instance));
        if (wish.Output is { } named)
        {
            // Before the store is opened: what was typed wrong is told first.
            _ = OutputFolder.Prepare(named);
        }

        var store = app.Get<IScanStore>();
        await (Rehearsal.IsAsked(parsed) ? store.InitializeAsync(cancellationToken) : app.ForOneScanAsync(cancellationToken));
        var earlier = await EarlierScan.GetAsync(store, parsed.GetRequiredValue(Scan), cancellationToken);
        if (Rehearsal.IsAsked(parsed))
        {
            _ = app.ForScanning();
            return ExitCodes.Below;
        }

        var request = new ScanRequest(earlier.Reference, wish.Platform ?? earlier.Platform, wish.Options.After((await store.FindJobAsync(earlier.Id, cancellationToken))?.Request.Options), "cli");
        return await ScanVerb.RunAsync(app, wish, request, Console.Out, Console.Error, cancellationToken);
    }
}
