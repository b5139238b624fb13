namespace DockerScan.Discord.Wire;

/// <summary>A field of a card; neither part may be empty.</summary>
internal sealed record DiscordField(string Name, string Value, bool Inline);
