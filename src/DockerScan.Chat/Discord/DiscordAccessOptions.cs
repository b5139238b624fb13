namespace DockerScan.Chat.Discord;

/// <summary>Who may give commands, by Discord's ids; never by names, which their bearers can choose.</summary>
public sealed class DiscordAccessOptions
{
    /// <summary>The servers (guilds) that may ask. Empty: nobody may.</summary>
    public IList<string> Places { get; set; } = [];

    /// <summary>The channels that may ask. Empty: every channel of those servers.</summary>
    public IList<string> Channels { get; set; } = [];

    /// <summary>The users who may ask. Empty: everybody in those channels.</summary>
    public IList<string> Users { get; set; } = [];
}
