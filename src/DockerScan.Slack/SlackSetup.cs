using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Slack.Api;
using DockerScan.Slack.Blocks;
using DockerScan.Slack.Inbound;

namespace DockerScan.Slack;

/// <summary>What Slack says to whoever sets it up.</summary>
internal sealed partial class SlackSetup : IChatSetup
{
    private const int Shown = 60;

    // Sent as application/json, never inside a page.
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Platform => SlackInbox.Platform;

    public string Builder => "https://app.slack.com/block-kit-builder";

    /// <summary>Why Slack does not do what it was asked.</summary>
    public static ChatTrouble Explain(SlackException failure, string channel = "the channel") => failure switch
    {
        { Code: SlackErrors.MissingScope } => new(
            $"Slack has not given the app {failure.Needed ?? "what this needs"}: {failure.Code}", "add the scope under OAuth & Permissions, install the app again, and start again"),
        { IsAuthentication: true } => new(
            $"Slack refuses the bot token: {failure.Code}", "install the app again, put the new token into Slack:BotToken or its file, and start again"),
        { Code: "not_in_channel" } => new($"the bot is not a member of {channel}: {failure.Code}", "type /invite @dockerscan in the channel"),
        { Code: "channel_not_found" } => new(
            $"Slack knows no channel {channel} that the bot may see: {failure.Code}", "check the id; in a private channel type /invite @dockerscan first"),
        { Code: "is_archived" } => new($"{channel} is archived: {failure.Code}", "name another channel"),
        { Code: SlackErrors.RateLimited or "rate_limited" or SlackErrors.Busy or "message_limit_exceeded" } => new(
            $"Slack takes no more just now: {failure.Code}", "try again in a minute"),
        { IsTransient: true } => new($"Slack does not answer: {failure.Code}", "see whether this machine reaches slack.com, and status.slack.com"),
        { Code: SlackErrors.BadAnswer } => new($"what answers is not Slack: {failure.Code}", "look at Slack:ApiUrl, and at what stands between this machine and slack.com"),
        _ => new($"Slack refuses it: {failure.Code}", $"look the code up at docs.slack.dev/reference/methods/{failure.Method}"),
    };

    public string? FindChannelProblem(string channel)
        => ChannelId().IsMatch(channel) ? null
            : $"'{DisplayText.Clean(channel, Shown)}' is no channel's id, which is like C0123456789; in Slack click the channel's name: the id stands at the foot of About, with a button to copy it";

    public ChatTrouble Explain(string channel, Exception problem) => (problem, problem.InnerException) switch
    {
        (SlackException failure, _) => Explain(failure, channel),
        (_, SlackException failure) => Explain(failure, channel),
        _ => new ChatTrouble($"it was not sent: {DisplayText.Clean(problem.Message, 300)}", "look at the log"),
    };

    public string Preview(ChatMessage message) => new JsonObject { ["blocks"] = SlackRenderer.Render(message).Blocks.DeepClone() }.ToJsonString(Json);

    // Channels, private channels and direct messages; a person's id is a direct message to them.
    [GeneratedRegex("^[CGDUW][A-Z0-9]{6,20}$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex ChannelId();
}
