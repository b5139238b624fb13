namespace DockerScan.Slack.Blocks;

/// <summary>A piece of a line. It is text to Slack, never markup.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsBold">Bold.</param>
/// <param name="Url">Where it leads; null for plain text.</param>
internal sealed record CardSpan(string Text, bool IsBold = false, Uri? Url = null);
