using System.Text.Json;

namespace DockerScan.Discord.Rest;

/// <summary>What one attempt came to.</summary>
/// <param name="Body">The JSON; null when there was none.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
/// <param name="Retry">After what time another attempt makes sense; null when none does.</param>
internal sealed record DiscordAnswer(JsonElement? Body, DiscordException? Error = null, TimeSpan? Retry = null);
