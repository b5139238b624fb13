using System.CommandLine;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Cli;

/// <summary><c>chat</c>: the commands of the chat platforms, typed in the terminal.</summary>
internal static class ChatVerb
{
    public static Command Create()
    {
        var command = new Command("chat", "Type the chat commands here: /scan, /rescan, /report, /findings, /diff, /cancel, /watch, /unwatch, /watches, /mute, /pause, /resume, /why, /accept, /accepted, /unaccept, /status, /help, exit.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = Application.Build(parsed.GetValue(SettingsOption.Instance)).ForScanning();
            return await app.ChatAsync(cancellationToken);
        });
        return command;
    }
}
