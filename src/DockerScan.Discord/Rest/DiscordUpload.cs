using DockerScan.Discord.Wire;

namespace DockerScan.Discord.Rest;

/// <summary>A file with its bytes.</summary>
internal sealed record DiscordUpload(DiscordFile File, string MediaType, ReadOnlyMemory<byte> Content);
