using System.Text;
using DockerScan.Conversation.Messages;

namespace DockerScan.Acme;

/// <summary>From a card to the platform's form. Pure: all text is hostile and is escaped here, and what is too long is cut and said to be.</summary>
internal static class AcmeRenderer
{
    private const int MaxText = 4000;

    public static string Render(ChatMessage message)
    {
        var text = new StringBuilder(message.Title);
        text.Append('\n').Append(message.Text);
        foreach (var field in message.Fields)
        {
            text.Append('\n').Append(field.Name).Append(": ").Append(field.Value);
        }

        return Escape(text.Length <= MaxText ? text.ToString() : text.ToString(0, MaxText - 1) + "…");
    }

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("@", "@\u200b", StringComparison.Ordinal);
}
