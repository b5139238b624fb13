using System.Text.Json;
using DockerScan.Discord.Inbound;
using DockerScan.Discord.Rest;

namespace DockerScan.Discord.Answers;

/// <summary>Ids in answers.</summary>
internal static class DiscordIds
{
    /// <exception cref="DiscordException">There is none: nothing can be edited without it.</exception>
    public static string Of(JsonElement? answer)
        => DiscordPayload.Id(answer, "id") ?? throw new DiscordException(DiscordProblem.Unavailable, "Discord's answer has no id");
}
