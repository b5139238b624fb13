using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using ChatBench;
using DockerScan.Core.Watches;
using DockerScan.TestKit.Discord;
using DockerScan.TestKit.Slack;

namespace WatchBench;

/// <summary>The whole program is killed at random moments after it stored a result with something new and serious: each alert is there once on both platforms.</summary>
internal static class KillPhase
{
    // From the moment that the result is there until well after both platforms have the alert.
    private const int LongestMs = 400;
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Seldom = TimeSpan.FromMilliseconds(100);

    [SuppressMessage("Security", "CA5394", Justification = "The same moments for the same seed; nothing is kept secret by them.")]
    public static async Task MeasureAsync(string program, string registry, int kills, int seed)
    {
        var random = new Random(seed);
        using var repository = new WatchedRepository(registry, string.Empty);
        await using var slack = LoopbackSlack.Start();
        await using var discord = LoopbackDiscord.Start();
        var settings = AlertPhase.Settings(slack, discord, registry);
        var serve = await ServeProcess.StartAsync(program, settings);
        try
        {
            await using var store = new WatchedStore(serve.Data);
            var tags = Enumerable.Range(1, kills).Select(number => string.Create(CultureInfo.InvariantCulture, $"k{number:D3}")).ToList();
            await repository.CopyAsync("good", tags);
            foreach (var tag in tags)
            {
                await store.AddAsync(tag, $"{repository.Name}:{tag}", new WatchPlace("slack", LoopbackSlack.Channel), new WatchPlace("discord", LoopbackDiscord.Channel));
                await store.EndAsync(await store.PlanAsync([tag]), Seldom);
            }

            List<int> before = [];
            foreach (var tag in tags)
            {
                await repository.CopyAsync("bad", [tag]);
                var ended = store.Count("SELECT count(*) FROM results");
                await store.PlanAsync([tag]);
                await WatchedStore.UntilAsync(() => Task.FromResult(store.Count("SELECT count(*) FROM results") > ended), Often, "the replaced image is not scanned");
                await Task.Delay(random.Next(LongestMs));
                await serve.KillAsync();
                before.Add(Of(slack.Messages, tag) + Of(discord.Messages, tag));
                serve = await ServeProcess.StartAsync(program, settings, serve);
                await WatchedStore.UntilAsync(
                    () => Task.FromResult(Of(slack.Messages, tag) > 0 && Of(discord.Messages, tag) > 0), Seldom, $"{tag}: its alert is not there");
                await store.EndAsync(default, Seldom);
            }

            Report.Note($"{kills} kills, seed {seed}: {before.Count(there => there == 0)} before a platform had the alert, {before.Count(there => there == 1)} between the two, {before.Count(there => there > 1)} after");
            Report.Say("kills, alerts that are not there", tags.Count(tag => Of(slack.Messages, tag) == 0) + tags.Count(tag => Of(discord.Messages, tag) == 0));
            Report.Say("kills, alerts that are there more than once", tags.Count(tag => Of(slack.Messages, tag) > 1) + tags.Count(tag => Of(discord.Messages, tag) > 1));
        }
        finally
        {
            await serve.DisposeAsync();
        }
    }

    private static int Of(IReadOnlyList<JsonObject> messages, string tag) => messages.Count(message => AlertPhase.Tells(message, tag));
}
