namespace DockerScan.Discord;

/// <summary>What the platform is called in requests.</summary>
internal static class DiscordPlatform
{
    public const string Name = "discord";
}
