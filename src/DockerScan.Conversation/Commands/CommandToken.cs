namespace DockerScan.Conversation.Commands;

/// <summary>A word of a command line.</summary>
/// <param name="Text">The word, its quotes removed.</param>
/// <param name="IsQuoted">True when it began with a quote: then it is never an option.</param>
internal sealed record CommandToken(string Text, bool IsQuoted);
