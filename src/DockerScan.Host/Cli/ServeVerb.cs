using System.CommandLine;
using DockerScan.Host.Web;

namespace DockerScan.Host.Cli;

/// <summary><c>serve</c>: the queue worker and the web listener, until stopped.</summary>
internal static class ServeVerb
{
    public static Command Create()
    {
        var command = new Command("serve", "Work on the queue and serve reports and /healthz on 127.0.0.1:8080 until stopped.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await WebHost.RunAsync(parsed.GetValue(SettingsOption.Instance), cancellationToken);
            return ExitCodes.Below;
        });
        return command;
    }
}
