using System.Text.Json.Nodes;

namespace DockerScan.Slack.Blocks;

/// <summary>
/// Groups as <c>rich_text</c> blocks. Slack shows the text of a rich text element as it is: there is no markup in it, no
/// mention and no link, so nothing has to be escaped and names can be copied unchanged.
/// </summary>
internal static class RichTextBlocks
{
    public static IEnumerable<JsonObject> Of(CardGroup group)
    {
        var lines = group.Lines;
        var heading = group.Heading;
        do
        {
            var take = Fitting(lines, SlackLimits.Block - (heading?.Length ?? 0));
            yield return Block(heading, [.. lines.Take(take)], group.IsList);
            lines = [.. lines.Skip(take)];
            heading = null;
        }
        while (lines.Count > 0);
    }

    // One at least: a single line is always shorter than a block.
    private static int Fitting(IReadOnlyList<CardLine> lines, int room)
    {
        var count = 0;
        while (count < lines.Count && (room -= lines[count].Length) >= 0)
        {
            count++;
        }

        return Math.Max(1, count);
    }

    private static JsonObject Block(CardLine? heading, IReadOnlyList<CardLine> lines, bool isList)
    {
        var elements = new JsonArray();
        if (heading is not null)
        {
            elements.Add((JsonNode)Section([heading]));
        }

        if (lines.Count > 0)
        {
            elements.Add((JsonNode)(isList ? List(lines) : Section(lines)));
        }

        return new JsonObject { ["type"] = "rich_text", ["elements"] = elements };
    }

    private static JsonObject List(IReadOnlyList<CardLine> lines)
        => new JsonObject { ["type"] = "rich_text_list", ["style"] = "bullet", ["elements"] = new JsonArray([.. lines.Select(line => Section([line]))]) };

    private static JsonObject Section(IReadOnlyList<CardLine> lines)
    {
        var elements = new JsonArray();
        for (var index = 0; index < lines.Count; index++)
        {
            foreach (var span in lines[index].Spans)
            {
                elements.Add((JsonNode)Element(span));
            }

            if (index < lines.Count - 1)
            {
                elements.Add((JsonNode)Element(new CardSpan("\n")));
            }
        }

        return new JsonObject { ["type"] = "rich_text_section", ["elements"] = elements };
    }

    private static JsonObject Element(CardSpan span)
    {
        var element = span.Url is { } url
            ? new JsonObject { ["type"] = "link", ["url"] = url.AbsoluteUri, ["text"] = span.Text }
            : new JsonObject { ["type"] = "text", ["text"] = span.Text };
        if (span.IsBold)
        {
            element["style"] = new JsonObject { ["bold"] = true };
        }

        return element;
    }
}
