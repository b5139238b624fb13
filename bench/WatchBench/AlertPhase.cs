using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using ChatBench;
using DockerScan.Core.Watches;
using DockerScan.TestKit.Discord;
using DockerScan.TestKit.Slack;

namespace WatchBench;

/// <summary>Watched tags are replaced by an image with something new and serious: how long after the result is in the store both platforms show the alert.</summary>
internal static class AlertPhase
{
    private const int Tags = 7;
    /// <summary>What the image :bad brings that is told: high, and mended by a newer version.</summary>
    internal const string News = "CVE-2021-23337";

    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(5);

    public static async Task MeasureAsync(string program, string registry)
    {
        using var repository = new WatchedRepository(registry, string.Empty);
        await using var slack = LoopbackSlack.Start();
        await using var discord = LoopbackDiscord.Start();
        await using var serve = await ServeProcess.StartAsync(program, Settings(slack, discord, registry));
        await using var store = new WatchedStore(serve.Data);
        var tags = Enumerable.Range(1, Tags).Select(number => string.Create(CultureInfo.InvariantCulture, $"a{number}")).ToList();
        await repository.CopyAsync("good", tags);
        foreach (var tag in tags)
        {
            await store.AddAsync(tag, $"{repository.Name}:{tag}", new WatchPlace("slack", LoopbackSlack.Channel), new WatchPlace("discord", LoopbackDiscord.Channel));
            await store.EndAsync(await store.PlanAsync([tag]), Often);
        }

        List<double> inSlack = [], inDiscord = [];
        foreach (var (index, tag) in tags.Index())
        {
            await repository.CopyAsync("bad", [tag]);
            var ended = store.Count("SELECT count(*) FROM results");
            await store.PlanAsync([tag]);
            await WatchedStore.UntilAsync(() => Task.FromResult(store.Count("SELECT count(*) FROM results") > ended), Often, "the replaced image is not scanned");
            var stored = Stopwatch.GetTimestamp();
            await Task.WhenAll(SeenAsync(inSlack, () => Slack(slack)), SeenAsync(inDiscord, () => Discord(discord)));
            await store.EndAsync(default, Often);

            async Task SeenAsync(List<double> times, Func<int> count)
            {
                await WatchedStore.UntilAsync(() => Task.FromResult(count() > index), Often, "no alert is shown");
                times.Add(Stopwatch.GetElapsedTime(stored).TotalMilliseconds);
            }
        }

        Report.Note($"alerts in Slack after {string.Join(", ", inSlack.Select(each => Math.Round(each)))} ms, in Discord after {string.Join(", ", inDiscord.Select(each => Math.Round(each)))} ms");
        Report.Say("alert in Slack, slowest, ms", inSlack.Max());
        Report.Say("alert in Discord, slowest, ms", inDiscord.Max());
        Report.Say("alerts beyond one for each", Slack(slack) + Discord(discord) - (2 * Tags));
    }

    private static int Slack(LoopbackSlack slack) => slack.Calls.Count(call => call is { Method: "chat.postMessage", Succeeded: true } && Tells(call.Arguments));

    private static int Discord(LoopbackDiscord discord) => discord.Calls.Count(call => call is { Name: "post", Status: 200 } && call.Body is { } body && Tells(body));

    /// <summary>Whether a message tells the news; of a tag, where one is named.</summary>
    internal static bool Tells(JsonNode message, string tag = "")
    {
        // Discord's marks are escaped there.
        var text = message.ToJsonString().Replace("\\", string.Empty, StringComparison.Ordinal);
        return text.Contains(News, StringComparison.Ordinal) && (tag.Length == 0 || text.Contains($"watched:{tag}", StringComparison.Ordinal));
    }

    /// <summary>A program that speaks on both, without a sandbox.</summary>
    internal static Dictionary<string, string> Settings(LoopbackSlack slack, LoopbackDiscord discord, string registry) => new(SlackSettings(slack, registry), StringComparer.Ordinal)
    {
        ["DOCKERSCAN__Sandbox__Enabled"] = "false",
        ["DOCKERSCAN__Discord__Enabled"] = "true",
        ["DOCKERSCAN__Discord__Mode"] = "Gateway",
        ["DOCKERSCAN__Discord__BotToken"] = LoopbackDiscord.BotToken,
        ["DOCKERSCAN__Discord__ApiUrl"] = discord.Api.AbsoluteUri,
        ["DOCKERSCAN__Discord__Access__Places__0"] = LoopbackDiscord.Guild,
    };

    /// <summary>A program that speaks on Slack.</summary>
    internal static Dictionary<string, string> SlackSettings(LoopbackSlack slack, string registry) => new(StringComparer.Ordinal)
    {
        ["DOCKERSCAN__Registry__AllowedRegistries__0"] = registry,
        ["DOCKERSCAN__Slack__Enabled"] = "true",
        ["DOCKERSCAN__Slack__Mode"] = "Socket",
        ["DOCKERSCAN__Slack__BotToken"] = LoopbackSlack.BotToken,
        ["DOCKERSCAN__Slack__AppToken"] = LoopbackSlack.AppToken,
        ["DOCKERSCAN__Slack__ApiUrl"] = slack.Api.AbsoluteUri,
        ["DOCKERSCAN__Slack__Access__Places__0"] = LoopbackSlack.Team,
    };
}
