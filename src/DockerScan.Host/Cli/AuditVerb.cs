using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DockerScan.Core.Stores;
using DockerScan.Host.Composition;
using Spectre.Console;

namespace DockerScan.Host.Cli;

/// <summary><c>audit</c>: who asked for what in the chats.</summary>
internal static class AuditVerb
{
    private const int MaxDays = 180;
    private const int MaxRows = 1000;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private const int UsualRows = 50;

    private static readonly Option<int?> Days = ValueOption.Number("--days", 1, MaxDays, "N", $"Only the last days, 1 to {MaxDays}; all that is kept when not given.");
    private static readonly Option<int?> Limit = ValueOption.Number("--limit", 1, MaxRows, "N", $"At most so many, the newest first, 1 to {MaxRows}; {UsualRows} when not given.");
    private static readonly Option<bool> AsJson = new("--json") { Description = "One JSON array on stdout." };

    public static Command Create()
    {
        var command = new Command("audit", "Show who asked for what in the chats, the newest first. Kept for 180 days.") { Days, Limit, AsJson, AuditVerifyVerb.Create() };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var app = Application.Build(parsed.GetValue(SettingsOption.Instance));
        await app.Get<IScanStore>().InitializeAsync(cancellationToken);
        var since = parsed.GetValue(Days) is { } days ? app.Get<TimeProvider>().GetUtcNow().AddDays(-days) : (DateTimeOffset?)null;
        var commands = await app.Get<IAuditStore>().ListAsync(since, parsed.GetValue(Limit) ?? UsualRows, cancellationToken);
        if (parsed.GetValue(AsJson))
        {
            await Console.Out.WriteLineAsync(Render(commands));
            return ExitCodes.Below;
        }

        if (commands.Count == 0)
        {
            await Console.Out.WriteLineAsync("No command was asked for.");
        }
        else if (Console.IsOutputRedirected)
        {
            await Console.Out.WriteAsync(AuditTable.Plain(commands));
        }
        else
        {
            AuditTable.Write(AnsiConsole.Create(new AnsiConsoleSettings()), commands);
        }

        return ExitCodes.Below;
    }

    /// <summary>All of it as it was kept; times as in the JSON of a scan.</summary>
    internal static string Render(IReadOnlyList<AuditedCommand> commands)
        => JsonSerializer.Serialize(
            commands.Select(each => new
            {
                At = each.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                each.Platform, each.Place, each.User, each.Command, each.Subject, each.Scan, each.Outcome, each.Count, each.ErrorId, each.DurationMs,
            }),
            Json);
}
