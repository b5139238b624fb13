using System.CommandLine;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Host.Composition;
using DockerScan.Host.Running;

namespace DockerScan.Host.Cli;

/// <summary><c>demo</c>: a good image, a bad one and a miner, answered as in a chat.</summary>
internal static class DemoVerb
{
    // run.sh builds them before this verb starts.
    private static readonly string[] Samples = ["dockerscan/sample-good:latest", "dockerscan/sample-bad:latest", "dockerscan/sample-miner:latest"];

    // They do what they do at once.
    private const int WindowSeconds = 8;

    public static Command Create()
    {
        var command = new Command("demo", "Scan a good sample image, a bad one and a miner, and show the answers as a chat would.");
        Rehearsal.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var app = Application.Build(parsed.GetValue(SettingsOption.Instance)).ForScanning();
        if (Rehearsal.IsAsked(parsed))
        {
            return ExitCodes.Below;
        }

        var exit = ExitCodes.Below;
        foreach (var sample in Samples)
        {
            await Console.Out.WriteLineAsync($"\n> /scan {sample}");
            var request = new ScanRequest(ImageReference.Parse(sample), null, new ScanOptions { Force = true, WindowSeconds = WindowSeconds }, "demo");
            var result = await app.Get<OneShotScan>().RunAsync(request, Console.Error, cancellationToken);
            var paths = await app.Get<ReportLibrary>().TryWriteAsync(result, ReportLanguage.English, null, Console.Error, cancellationToken);
            app.Get<CardPrinter>().Print(result, paths, ReportLanguage.English);
            exit = result.Complete ? exit : ExitCodes.Incomplete;
        }

        await Console.Out.WriteLineAsync("\nNext: ./run.sh scan IMAGE · ./run.sh chat · ./run.sh serve · ./run.sh doctor");
        return exit;
    }
}
