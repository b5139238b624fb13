using DockerScan.Chat.Discord.Wire;

namespace DockerScan.Chat.Discord.Rest;

/// <summary>A file with its bytes.</summary>
internal sealed record DiscordUpload(DiscordFile File, string MediaType, ReadOnlyMemory<byte> Content);
