using System.Text.Json.Nodes;

namespace DockerScan.Slack.Blocks;

/// <summary>A message as Slack takes it.</summary>
/// <param name="Text">The line for notifications and screen readers, escaped.</param>
/// <param name="Blocks">The blocks.</param>
/// <param name="Overflow">The whole text, when the blocks had no room for it; null when they hold it all.</param>
internal sealed record SlackCard(string Text, JsonArray Blocks, string? Overflow);
