using System.Text.Json.Nodes;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Core.Words;

namespace DockerScan.Slack.Blocks;

/// <summary>A neutral message as Block Kit. Pure, and inside every limit whatever the message holds.</summary>
internal static class SlackRenderer
{
    public static SlackCard Render(ChatMessage message)
    {
        var title = Title(message);
        var room = SlackLimits.Card - SlackLimits.Notice - title.Length - message.Buttons.Sum(button => button.Label.Length);
        var (groups, leftOut) = CardBudget.Fit(CardGroups.Of(message), room);
        var blocks = new JsonArray(new JsonObject { ["type"] = "header", ["text"] = Plain(title) });
        foreach (var block in groups.SelectMany(RichTextBlocks.Of))
        {
            blocks.Add((JsonNode)block);
        }

        if (leftOut > 0)
        {
            blocks.Add((JsonNode)Notice(leftOut, message));
        }

        AddButtons(message, blocks);
        return new SlackCard(Fallback(message, title), blocks, leftOut > 0 ? PlainCard.Of(message) : null);
    }

    private static string Title(ChatMessage message)
    {
        var sign = message.IsWorking ? "⏳ " : SlackSigns.Sign(message.Tone);
        return DisplayText.Clean(sign + (string.IsNullOrWhiteSpace(message.Title) ? "DockerScan" : message.Title), SlackLimits.Header);
    }

    // Without emoji names: ":skull:" in a text stays what it is.
    private static JsonObject Plain(string text) => new() { ["type"] = "plain_text", ["text"] = text, ["emoji"] = false };

    private static JsonObject Notice(int leftOut, ChatMessage message)
    {
        var words = Vocabulary.In(message.Language);
        var where = message.IsWorking ? words.NoRoomForRest : words.RestInThread;
        return new JsonObject { ["type"] = "context", ["elements"] = new JsonArray(Plain($"{words.LinesLeftOut(leftOut)} {where}")) };
    }

    private static void AddButtons(ChatMessage message, JsonArray blocks)
    {
        var buttons = message.Buttons.Where(button => button.Value.Length > 0).Select(Button).ToArray<JsonNode>();
        if (buttons.Length > 0)
        {
            blocks.Add((JsonNode)new JsonObject { ["type"] = "actions", ["elements"] = new JsonArray(buttons) });
        }
    }

    private static JsonObject Button(ChatButton button, int index)
    {
        var element = new JsonObject
        {
            ["type"] = "button",
            ["action_id"] = FormattableString.Invariant($"{DisplayText.Clean(button.Id, 40)}:{index}"),
            ["text"] = Plain(string.IsNullOrWhiteSpace(button.Label) ? "Open" : button.Label),
            ["value"] = button.Value,
        };
        if (button.Id == ChatButtonIds.Cancel)
        {
            element["style"] = "danger";
        }

        return element;
    }

    private static string Fallback(ChatMessage message, string title)
    {
        var verdict = message.Verdict is { } said ? $": {said.Label}" : string.Empty;
        // Some titles ask, and end by themselves.
        var heading = title + verdict;
        var text = message.Said.Length == 0 ? string.Empty : heading is [.., '.' or '?' or '!'] ? $" {message.Said}" : $". {message.Said}";
        return Mrkdwn.Escape(DisplayText.Clean(heading + text, SlackLimits.Fallback));
    }
}
