namespace DockerScan.Discord.Rest;

/// <summary>Error codes that change what is done next.</summary>
internal static class DiscordCodes
{
    public const int UnknownMessage = 10008;
    public const int UnknownWebhook = 10015;
    public const int TooLarge = 40005;
    public const int AlreadyAcknowledged = 40060;
}
