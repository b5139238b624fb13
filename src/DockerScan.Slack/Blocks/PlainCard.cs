using System.Text;
using DockerScan.Conversation.Messages;

namespace DockerScan.Slack.Blocks;

/// <summary>A whole message as text, for the file that goes with a card that was cut.</summary>
internal static class PlainCard
{
    public static string Of(ChatMessage message)
    {
        var text = new StringBuilder(message.Title).Append('\n');
        foreach (var group in CardGroups.Of(message))
        {
            text.Append('\n');
            foreach (var line in group.Heading is { } heading ? group.Lines.Prepend(heading) : group.Lines)
            {
                text.AppendJoin(string.Empty, line.Spans.Select(span => span.Url is { } url ? $"{span.Text}: {url.AbsoluteUri}" : span.Text)).Append('\n');
            }
        }

        return text.ToString();
    }
}
