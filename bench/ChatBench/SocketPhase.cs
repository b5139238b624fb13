using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ChatBench;

/// <summary>Socket Mode and Gateway: how fast commands are acknowledged, one after another, and how soon the bot is back when the line is cut.</summary>
internal static class SocketPhase
{
    private const int Warmup = 20;
    private const int Commands = 200;
    private const int Cuts = 3;
    private const int SlackConnections = 2;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task MeasureAsync(string program)
    {
        await using var platforms = new Platforms();
        await using var serve = await ServeProcess.StartAsync(program, platforms.Settings(overHttp: false));
        await UntilConnectedAsync(platforms);
        await platforms.Discord.WaitForSessionsAsync(1, 0, CancellationToken.None).WaitAsync(Limit);
        Report.Write("Socket Mode", await RepeatAsync(person => SlackAsync(platforms, person)));
        Report.Write("Gateway", await RepeatAsync(person => DiscordAsync(platforms, person)));
        Report.Value("Socket Mode back, ms", await CutAsync(() => CutSlackAsync(platforms)));
        Report.Value("Gateway back, ms", await CutAsync(() => CutDiscordAsync(platforms)));
    }

    private static async Task<Measured> RepeatAsync(Func<int, Task<string?>> command)
    {
        List<double> milliseconds = [];
        List<string> wrong = [];
        for (var person = 0; person < Warmup + Commands; person++)
        {
            var started = Stopwatch.GetTimestamp();
            if (await command(person).WaitAsync(Limit) is { } problem)
            {
                wrong.Add(problem);
            }

            if (person >= Warmup)
            {
                milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        return new Measured(milliseconds, wrong);
    }

    // An acknowledgement that starts nothing brings a payload.
    private static async Task<string?> SlackAsync(Platforms platforms, int person)
    {
        var acknowledgement = await platforms.Slack.DeliverAsync("slash_commands", platforms.SlackPayload(person, "help scan"), accepts: true, CancellationToken.None);
        return acknowledgement.Count == 1 ? null : acknowledgement.ToJsonString();
    }

    private static async Task<string?> DiscordAsync(Platforms platforms, int person)
    {
        var interaction = platforms.Interaction(person, "help", new JsonObject { ["name"] = "verb", ["type"] = 3, ["value"] = "scan" });
        var token = interaction["token"]!.ToString();
        await platforms.Discord.DeliverAsync(interaction);
        var call = await platforms.Discord.WaitForCallAsync(call => call.Name == "callback" && call.Path.Contains(token, StringComparison.Ordinal), CancellationToken.None);
        return call.Status is 200 or 204 && call.Body?["type"]?.GetValue<int>() == 5 ? null : $"{call.Status} {call.Body?.ToJsonString()}";
    }

    private static async Task<double> CutAsync(Func<Task<TimeSpan>> cut)
    {
        var slowest = TimeSpan.Zero;
        for (var number = 0; number < Cuts; number++)
        {
            var took = await cut();
            slowest = took > slowest ? took : slowest;
        }

        return slowest.TotalMilliseconds;
    }

    private static async Task<TimeSpan> CutSlackAsync(Platforms platforms)
    {
        await UntilConnectedAsync(platforms);
        var (before, started) = (platforms.Slack.EverConnected, Stopwatch.GetTimestamp());
        platforms.Slack.Drop();
        await Waiting.UntilAsync(() => platforms.Slack.EverConnected > before, Tick, Limit, "Socket Mode did not come back");
        await CommandAsync(SlackAsync(platforms, before + 1000));
        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task<TimeSpan> CutDiscordAsync(Platforms platforms)
    {
        var (before, started) = (platforms.Discord.Identified + platforms.Discord.Resumed, Stopwatch.GetTimestamp());
        platforms.Discord.DropConnections();
        await Waiting.UntilAsync(() => platforms.Discord.Identified + platforms.Discord.Resumed > before, Tick, Limit, "the Gateway did not come back");
        await CommandAsync(DiscordAsync(platforms, before + 1000));
        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task CommandAsync(Task<string?> command)
    {
        if (await command.WaitAsync(Limit) is { } wrong)
        {
            throw new InvalidOperationException("no acknowledgement after the cut: " + wrong);
        }
    }

    private static Task UntilConnectedAsync(Platforms platforms)
        => Waiting.UntilAsync(() => platforms.Slack.Connections == SlackConnections, Tick, Limit, "Socket Mode does not connect");
}
