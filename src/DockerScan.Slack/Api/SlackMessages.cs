using System.Text.Json.Nodes;
using DockerScan.Conversation.Delivery;
using DockerScan.Core;
using DockerScan.Slack.Blocks;

namespace DockerScan.Slack.Api;

/// <summary>Posts, edits and uploads, one a second for each channel.</summary>
internal sealed class SlackMessages(SlackApi api, ChannelPacer pacer)
{
    private const int MaxTitle = 120;
    private const string EventType = "dockerscan_message";

    /// <summary>A new message; in a thread when one is given.</summary>
    /// <returns>Where it is.</returns>
    public async Task<SlackMessageId> PostAsync(string channel, string? thread, SlackCard card, string? key, CancellationToken cancellationToken)
    {
        await TurnAsync("chat.postMessage", channel, cancellationToken);
        var arguments = Body(channel, card);
        arguments["unfurl_links"] = false;
        arguments["unfurl_media"] = false;
        if (key is not null)
        {
            arguments["metadata"] = new JsonObject { ["event_type"] = EventType, ["event_payload"] = new JsonObject { ["key"] = key } };
        }

        if (thread is not null)
        {
            arguments["thread_ts"] = thread;
        }

        var answer = await api.CallAsync(new SlackCall("chat.postMessage", arguments), cancellationToken);

        // From the answer: a user's id goes in, the id of the direct channel comes out.
        return new SlackMessageId(Text(answer, "channel") ?? channel, Text(answer, "ts") ?? throw new SlackException("chat.postMessage", SlackErrors.BadAnswer));
    }

    /// <summary>Where a message with a key is, among the last of a channel or a thread; null when it is not there.</summary>
    public async Task<SlackMessageId?> FindAsync(string channel, string? thread, string key, CancellationToken cancellationToken)
    {
        var arguments = new JsonObject { ["channel"] = channel, ["limit"] = "100", ["include_all_metadata"] = "true" };
        if (thread is not null)
        {
            arguments["ts"] = thread;
        }

        var method = thread is null ? "conversations.history" : "conversations.replies";
        var answer = await api.CallAsync(new SlackCall(method, arguments) { IsForm = true, IsRepeatable = true }, cancellationToken);
        var found = (answer["messages"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(message => IsOf(message, key));
        return found is null ? null : new SlackMessageId(channel, Text(found, "ts") ?? throw new SlackException(method, SlackErrors.BadAnswer));
    }

    /// <summary>In place of a message.</summary>
    public async Task UpdateAsync(SlackMessageId message, SlackCard card, CancellationToken cancellationToken)
    {
        await TurnAsync("chat.update", message.Channel, cancellationToken);
        await UpdateAsync(message, card, isOnce: false, cancellationToken);
    }

    /// <summary>In place of a message, unless the channel was spoken to just now.</summary>
    public async Task TryUpdateAsync(SlackMessageId message, SlackCard card, CancellationToken cancellationToken)
    {
        if (pacer.TryTake(message.Channel))
        {
            await UpdateAsync(message, card, isOnce: true, cancellationToken);
        }
    }

    /// <summary>A message that one user sees. Slack does not promise that it arrives, and it cannot be edited.</summary>
    public async Task PostPrivatelyAsync(string channel, string user, string? thread, SlackCard card, CancellationToken cancellationToken)
    {
        await TurnAsync("chat.postEphemeral", channel, cancellationToken);
        var arguments = Body(channel, card);
        arguments["user"] = user;
        if (thread is not null)
        {
            arguments["thread_ts"] = thread;
        }

        await api.CallAsync(new SlackCall("chat.postEphemeral", arguments), cancellationToken);
    }

    /// <summary>A file in the thread of a message.</summary>
    public async Task UploadAsync(SlackMessageId parent, string fileName, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        // Slack refuses an empty file with an error that says something else.
        if (content.IsEmpty)
        {
            return;
        }

        var place = await api.CallAsync(
            new SlackCall("files.getUploadURLExternal", new JsonObject { ["filename"] = fileName, ["length"] = FormattableString.Invariant($"{content.Length}") }) { IsForm = true, IsRepeatable = true },
            cancellationToken);
        if (Text(place, "file_id") is not { } file || !Uri.TryCreate(Text(place, "upload_url"), UriKind.Absolute, out var url))
        {
            throw new SlackException("files.getUploadURLExternal", SlackErrors.BadAnswer);
        }

        await api.UploadAsync(url, content, cancellationToken);
        await TurnAsync("files.completeUploadExternal", parent.Channel, cancellationToken);
        var files = new JsonArray(new JsonObject { ["id"] = file, ["title"] = DisplayText.Clean(fileName, MaxTitle) });
        var arguments = new JsonObject { ["files"] = files, ["channel_id"] = parent.Channel, ["thread_ts"] = parent.Timestamp };
        await api.CallAsync(new SlackCall("files.completeUploadExternal", arguments), cancellationToken);
    }

    // Only what a bot posted: people cannot give a message metadata, and another app does not know the key.
    private static bool IsOf(JsonObject message, string key)
        => message["metadata"] is JsonObject metadata && Text(metadata, "event_type") == EventType && metadata["event_payload"] is JsonObject payload && Text(payload, "key") == key;

    private static JsonObject Body(string channel, SlackCard card) => new() { ["channel"] = channel, ["text"] = card.Text, ["blocks"] = card.Blocks.DeepClone() };

    private static string? Text(JsonObject answer, string name) => answer[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    private Task<JsonObject> UpdateAsync(SlackMessageId message, SlackCard card, bool isOnce, CancellationToken cancellationToken)
    {
        var arguments = Body(message.Channel, card);
        arguments["ts"] = message.Timestamp;
        return api.CallAsync(new SlackCall("chat.update", arguments) { IsRepeatable = true, IsOnce = isOnce }, cancellationToken);
    }

    private async Task TurnAsync(string method, string channel, CancellationToken cancellationToken)
    {
        if (!await pacer.WaitAsync(channel, cancellationToken))
        {
            throw new SlackException(method, SlackErrors.Busy);
        }
    }
}
