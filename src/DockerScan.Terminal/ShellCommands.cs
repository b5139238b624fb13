using DockerScan.Conversation.Messages;

namespace DockerScan.Terminal;

/// <summary>Puts the program before the commands that a message's texts name, so that each can be typed in a shell as it stands there. Pure.</summary>
internal static class ShellCommands
{
    /// <param name="message">The message.</param>
    /// <param name="program">What stands before a command; empty in a chat.</param>
    public static ChatMessage Spell(ChatMessage message, string program)
    {
        if (program.Length == 0 || message.Commands.Count == 0)
        {
            return message;
        }

        // The longest first: one may begin as another does.
        var commands = message.Commands.Where(command => command.Length > 0).OrderByDescending(command => command.Length).ToList();
        string Whole(string text) => commands.Aggregate(text, (spelt, command) => Spell(spelt, command, program));
        return message with
        {
            Text = Whole(message.Text),
            Fields = [.. message.Fields.Select(field => new ChatField(field.Name, Whole(field.Value), field.Link))],
            Sections = [.. message.Sections.Select(section => new ChatSection(section.Heading, section.Lines.Select(line => new ChatLine(Whole(line.Text), line.Tone, line.Label))))],
        };
    }

    private static string Spell(string text, string command, string program)
    {
        for (var at = text.IndexOf(command, StringComparison.Ordinal); at >= 0; at = text.IndexOf(command, at + command.Length, StringComparison.Ordinal))
        {
            // Not within a word, and not twice.
            if ((at == 0 || char.IsWhiteSpace(text[at - 1]) || text[at - 1] == '(') && !text.AsSpan(0, at).EndsWith(program + " ", StringComparison.Ordinal))
            {
                text = text.Insert(at, program + " ");
                at += program.Length + 1;
            }
        }

        return text;
    }
}
