using System.Text.Json.Nodes;

namespace ChatBench;

/// <summary>Scans that run all the while: one for each image, asked for in a chat, and again as soon as its verdict is shown.</summary>
internal sealed class ScanLoad(Platforms platforms, Uri address)
{
    // Nobody who gives short commands; one person for each scan.
    private const int FirstPerson = 10_000;

    // What only a finished card has.
    private const string Finished = "findings ";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);
    private int _asked;

    /// <summary>How many were asked for; all of them are finished when the load is.</summary>
    public int Asked => _asked;

    /// <summary>Runs until <paramref name="stop"/>, and then until the last verdicts are shown.</summary>
    /// <exception cref="TimeoutException">A scan came to no verdict.</exception>
    public Task RunAsync(IReadOnlyList<string> images, CancellationToken stop)
        => Task.WhenAll(images.Select((image, index) => RepeatAsync(image, isSlack: index % 2 == 0, stop)));

    private async Task RepeatAsync(string image, bool isSlack, CancellationToken stop)
    {
        using var client = new HttpClient { BaseAddress = address };
        while (!stop.IsCancellationRequested)
        {
            var person = FirstPerson + Interlocked.Increment(ref _asked);
            await (isSlack ? InSlackAsync(client, image, person) : InDiscordAsync(client, image, person));
        }
    }

    private async Task InSlackAsync(HttpClient client, string image, int person)
    {
        var payload = platforms.SlackPayload(person, $"scan {image} --force --no-sandbox");
        var channel = payload["channel_id"]!.ToString();
        await AskAsync(client, Platforms.Sign(payload));
        await UntilAsync(image, () => platforms.Slack.Calls.Any(call => call is { Method: "chat.update", Succeeded: true } && call.Text("channel") == channel && IsFinished(call.Arguments)));
    }

    private async Task InDiscordAsync(HttpClient client, string image, int person)
    {
        var interaction = platforms.Interaction(
            person,
            "scan",
            new JsonObject { ["name"] = "image", ["type"] = 3, ["value"] = image },
            new JsonObject { ["name"] = "force", ["type"] = 5, ["value"] = true },
            new JsonObject { ["name"] = "no-sandbox", ["type"] = 5, ["value"] = true });
        var token = interaction["token"]!.ToString();
        await AskAsync(client, platforms.SignInteraction(interaction));
        await UntilAsync(image, () => platforms.Discord.Calls.Any(call => call is { Name: "edit original", Status: 200 } && call.Path.Contains(token, StringComparison.Ordinal) && IsFinished(call.Body)));
    }

    private static async Task AskAsync(HttpClient client, SignedCommand command)
    {
        if (await OpenLoop.AskAsync(client, command) is { } wrong)
        {
            throw new InvalidOperationException(wrong);
        }
    }

    private static bool IsFinished(JsonNode? card) => card?.ToJsonString().Contains(Finished, StringComparison.Ordinal) == true;

    private static async Task UntilAsync(string image, Func<bool> isFinished)
        => await Waiting.UntilAsync(isFinished, TimeSpan.FromMilliseconds(250), Limit, $"the scan of {image} came to no verdict");
}
