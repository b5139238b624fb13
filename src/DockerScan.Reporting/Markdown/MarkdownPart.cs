namespace DockerScan.Reporting.Markdown;

/// <summary>A piece of the report that begins with a heading, a table or an item of a list of its own, so that no block but a list goes on from the piece before.</summary>
/// <param name="Text">The text.</param>
/// <param name="Before">The last heading before it.</param>
internal sealed record MarkdownPart(string Text, HeadingPosition Before);
