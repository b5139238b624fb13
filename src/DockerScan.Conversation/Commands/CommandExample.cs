using DockerScan.Core.Checks;

namespace DockerScan.Conversation.Commands;

/// <summary>A command line that works, and what it does.</summary>
public sealed record CommandExample(string Text, LocalizedText Summary);
