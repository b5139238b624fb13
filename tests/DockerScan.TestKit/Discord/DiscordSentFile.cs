namespace DockerScan.TestKit.Discord;

/// <summary>A file as it came.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">Its bytes.</param>
public sealed record DiscordSentFile(string Name, ReadOnlyMemory<byte> Content);
