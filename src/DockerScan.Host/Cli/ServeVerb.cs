using System.CommandLine;
using DockerScan.Host.Composition;
using DockerScan.Host.Web;

namespace DockerScan.Host.Cli;

/// <summary><c>serve</c>: what its role runs, and the web listener, until stopped.</summary>
internal static class ServeVerb
{
    private static readonly Option<string?> Role = ValueOption.Choice(
        "--role", [.. Enum.GetValues<NodeRole>().Select(role => role.Word())],
        "What this program does of all that there is to do on its store: everything, or the part of chats and pages, of scans, or of schedules. All when neither this nor Serve:Role says so.");

    public static Command Create()
    {
        var command = new Command("serve", "Work on the queue and serve pages, reports and /healthz on 127.0.0.1:8080 until stopped.") { Role };
        Rehearsal.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var role = parsed.GetValue(Role) is { } word ? Enum.Parse<NodeRole>(word, ignoreCase: true) : (NodeRole?)null;
            await WebHost.RunAsync(parsed.GetValue(SettingsOption.Instance), role, Rehearsal.IsAsked(parsed), cancellationToken);
            return ExitCodes.Below;
        });
        return command;
    }
}
