namespace DockerScan.Reporting.Markdown;

/// <summary>A Markdown text that knows where it may be cut: right before one of its own headings, where no block can go on.</summary>
/// <param name="Text">The text.</param>
/// <param name="Starts">Where its headings begin, ascending. Lines of evidence that look like headings are not among them.</param>
internal sealed record MarkdownParts(string Text, IReadOnlyList<int> Starts)
{
    private const int PartLength = 64 * 1024;

    /// <summary>The text in parts of about 64 thousand characters.</summary>
    public IReadOnlyList<string> Cut()
    {
        var parts = new List<string>();
        var begin = 0;
        foreach (var start in Starts.Where(start => start - begin >= PartLength))
        {
            parts.Add(Text[begin..start]);
            begin = start;
        }

        parts.Add(Text[begin..]);
        return parts;
    }
}
