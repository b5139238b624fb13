namespace DockerScan.Discord.Wire;

/// <summary>A file of a message: its part of the form is <c>files[ID]</c>.</summary>
internal sealed record DiscordFile(int Id, string Filename);
