namespace DockerScan.Conversation.Commands;

/// <summary>A command line that works, and what it does.</summary>
public sealed record CommandExample(string Text, string Summary);
