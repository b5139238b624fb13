namespace DockerScan.Discord.Wire;

/// <summary>A picture, <c>attachment://NAME</c>.</summary>
internal sealed record DiscordImage(string Url);
