using System.Text;
using DockerScan.Conversation.Messages;
using DockerScan.Core.Words;
using DockerScan.Discord.Wire;

namespace DockerScan.Discord.Rendering;

/// <summary>
/// A neutral message as one embed with buttons. Pure. All text is escaped, nobody is mentioned, every limit holds, and
/// whatever had no room is counted in a last field: a card that was cut does not look whole.
/// </summary>
internal static class DiscordRenderer
{
    // What the last field needs: its name, three numbers and words.
    private const int NoteRoom = 120;
    private const int ShortField = 60;

    /// <summary>Renders a message; its attachment's bytes travel beside it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="file">The attachment as the form names it; null when there is none.</param>
    public static DiscordMessage Render(ChatMessage message, DiscordFile? file = null) => new()
    {
        Embeds = [Embed(message, file)],
        Components = Rows(message.Buttons),
        Attachments = file is null ? [] : [file],
    };

    private static DiscordEmbed Embed(ChatMessage message, DiscordFile? file)
    {
        var budget = new EmbedBudget(DiscordLimits.Total - NoteRoom);
        var isPicture = file is not null && message.Attachment?.MediaType == "image/png";
        return new DiscordEmbed
        {
            Title = budget.Take(NotEmpty(DiscordText.Escape(message.Title, DiscordLimits.Title))),
            Color = DiscordColors.Of(message.Tone),
            Description = budget.Take(Description(message, budget.Limit(DiscordLimits.Description))) is { Length: > 0 } text ? text : null,
            Fields = Fields(message, budget),
            Image = isPicture ? new DiscordImage($"attachment://{file!.Filename}") : null,
        };
    }

    private static string Description(ChatMessage message, int limit)
    {
        var text = new StringBuilder();
        if (message.Verdict is { } verdict)
        {
            text.Append("**").Append(DiscordText.Escape(verdict.Label, limit / 2)).Append("**\n");
        }

        // Twice its longest, escaped, and all progress lines still fit a description.
        text.Append(DiscordText.Escape(message.Said, limit - text.Length));
        foreach (var line in message.Progress)
        {
            var rendered = (text.Length > 0 ? "\n" : string.Empty) + ProgressText.Line(line, DiscordLimits.FieldName);
            if (text.Length + rendered.Length > limit - 2)
            {
                text.Append("\n…");
                break;
            }

            text.Append(rendered);
        }

        return text.ToString().TrimEnd('\n');
    }

    private static List<DiscordField> Fields(ChatMessage message, EmbedBudget budget)
    {
        var fields = new List<DiscordField>();
        var words = Vocabulary.In(message.Language);
        var lost = 0;
        var room = DiscordLimits.Fields - 1 - message.Sections.Count;
        foreach (var field in message.Fields)
        {
            lost += fields.Count < room && TryAdd(fields, budget, field.Name, limit => Value(field, limit), IsShort(field.Value)) ? 0 : 1;
        }

        foreach (var section in message.Sections.Where(section => section.Lines.Count > 0))
        {
            lost += TryAdd(fields, budget, section.Heading, limit => Lines(section, limit, words), inline: false) ? 0 : 1;
        }

        if (lost > 0)
        {
            fields.Add(new DiscordField(Vocabulary.Opening(words.NotShown), words.PartsLeftOut(lost), Inline: false));
        }

        return fields;
    }

    // A link in half would lead elsewhere: where it has no room it is left out.
    private static string Value(ChatField field, int limit)
    {
        var text = DiscordText.Escape(field.Value, limit);
        return field.Link is { } link && DiscordText.Link(text, link) is var whole && whole.Length <= limit ? whole : text;
    }

    private static bool IsShort(string value) => value.Length <= ShortField && !value.Contains('\n', StringComparison.Ordinal);

    private static bool TryAdd(List<DiscordField> fields, EmbedBudget budget, string name, Func<int, string> render, bool inline)
    {
        const int Least = 80;
        var shown = NotEmpty(DiscordText.Escape(name, DiscordLimits.FieldName));
        var left = budget.Limit(DiscordLimits.Total) - shown.Length;
        if (left < Least)
        {
            return false;
        }

        fields.Add(new DiscordField(budget.Take(shown), budget.Take(NotEmpty(render(Math.Min(DiscordLimits.FieldValue, left)))), inline));
        return true;
    }

    private static string Lines(ChatSection section, int limit, Vocabulary words)
    {
        const int MoreRoom = 24;
        var text = new StringBuilder();
        // What counts the rest stays, whatever is cut before it.
        var rest = section.Lines[^1] is { IsRest: true } last && section.Lines.Count > 1 ? "\n" + Line(last, limit / 3) : string.Empty;
        var (count, room) = (section.Lines.Count - (rest.Length > 0 ? 1 : 0), limit - MoreRoom - rest.Length);
        for (var index = 0; index < count; index++)
        {
            var line = Line(section.Lines[index], Math.Max(MoreRoom, room - 1));
            if (text.Length + line.Length + 1 > room)
            {
                text.Append(index > 0 ? "\n… " : "… ").Append(words.MoreLines(count - index));
                break;
            }

            text.Append(index > 0 ? "\n" : string.Empty).Append(line);
        }

        return text.Append(rest).ToString();
    }

    private static string Line(ChatLine line, int limit)
    {
        if (line.Label is not { Length: > 0 } label)
        {
            return DiscordText.Escape(line.Text, limit);
        }

        var shown = $"**{DiscordText.Escape(label, limit / 2)}** ";
        return shown + DiscordText.Escape(line.Text, limit - shown.Length);
    }

    private static List<DiscordRow> Rows(IReadOnlyList<ChatButton> buttons)
        => [.. buttons.Where(button => button.Value.Length is > 0 and <= DiscordLimits.CustomId)
            // The same id twice and Discord refuses the whole message.
            .DistinctBy(button => button.Value)
            .Select(button => new DiscordButton(Style(button.Id), NotEmpty(DisplayLabel(button.Label)), button.Value))
            .Chunk(DiscordLimits.ButtonsInRow)
            .Select(row => new DiscordRow(row))];

    // Buttons show their label as it is: nothing to escape.
    private static string DisplayLabel(string label) => Core.DisplayText.Clean(label, DiscordLimits.ButtonLabel);

    private static int Style(string id) => id switch
    {
        ChatButtonIds.Report => 1,
        ChatButtonIds.Cancel => 4,
        _ => 2,
    };

    // Discord refuses empty texts; this one is not seen.
    private static string NotEmpty(string text) => string.IsNullOrWhiteSpace(text) ? "\u200B" : text;
}
