using System.CommandLine;
using DockerScan.Host.Composition;
using DockerScan.Host.Watching;

namespace DockerScan.Host.Cli;

/// <summary><c>chat</c>: the commands of the chat platforms, typed in the terminal.</summary>
internal static class ChatVerb
{
    public static Command Create()
    {
        var command = new Command("chat", "Type the chat commands here: /scan, /rescan, /report, /findings, /diff, /cancel, /watch, /unwatch, /watches, /mute, /pause, /resume, /why, /accept, /accepted, /unaccept, /status, /help, exit.");
        Rehearsal.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = Application.Build(parsed.GetValue(SettingsOption.Instance)).ForScanning();
            app.Get<WatchesOfFile>().Require();
            return Rehearsal.IsAsked(parsed) ? ExitCodes.Below : await app.ChatAsync(cancellationToken);
        });
        return command;
    }
}
