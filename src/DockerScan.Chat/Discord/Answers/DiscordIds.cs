using System.Text.Json;
using DockerScan.Chat.Discord.Inbound;
using DockerScan.Chat.Discord.Rest;

namespace DockerScan.Chat.Discord.Answers;

/// <summary>Ids in answers.</summary>
internal static class DiscordIds
{
    /// <exception cref="DiscordException">There is none: nothing can be edited without it.</exception>
    public static string Of(JsonElement? answer)
        => DiscordPayload.Id(answer, "id") ?? throw new DiscordException(DiscordProblem.Unavailable, "Discord's answer has no id");
}
