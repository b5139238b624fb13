using System.Text.Json.Nodes;

namespace ChatBench;

/// <summary>Somebody with a channel of their own: every other one in Slack, the others in Discord.</summary>
internal sealed class Person(Platforms platforms, HttpClient client, int number)
{
    /// <summary>Posts a command, signed.</summary>
    /// <param name="verb">Its verb.</param>
    /// <param name="image">The image that it names; null for none.</param>
    /// <returns>What is in every answer to it: the channel in Slack, the token in Discord.</returns>
    public async Task<string> TypeAsync(string verb, string? image = null)
    {
        var (command, key) = number % 2 == 0 ? InSlack(verb, image) : InDiscord(verb, image);
        return await OpenLoop.AskAsync(client, command) is { } wrong ? throw new InvalidOperationException(wrong) : key;
    }

    private (SignedCommand Command, string Key) InSlack(string verb, string? image)
    {
        var payload = platforms.SlackPayload(number, image is null ? verb : $"{verb} {image}");
        return (Platforms.Sign(payload), payload["channel_id"]!.ToString());
    }

    private (SignedCommand Command, string Key) InDiscord(string verb, string? image)
    {
        JsonObject[] options = image is null ? [] : [new JsonObject { ["name"] = "image", ["type"] = 3, ["value"] = image }];
        var interaction = platforms.Interaction(number, verb, options);
        return (platforms.SignInteraction(interaction), interaction["token"]!.ToString());
    }
}
