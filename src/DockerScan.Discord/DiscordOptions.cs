using DockerScan.Conversation.Authorization;
using DockerScan.Core.Settings;

namespace DockerScan.Discord;

/// <summary>The Discord bot. Off unless it is switched on.</summary>
public sealed class DiscordOptions
{
    /// <summary>The section in the settings.</summary>
    public const string Section = "Discord";

    /// <summary>Switches the bot on.</summary>
    public bool Enabled { get; set; }

    /// <summary><c>Gateway</c> or <c>Http</c>.</summary>
    public DiscordMode Mode { get; set; } = DiscordMode.Gateway;

    /// <summary>The bot token.</summary>
    public string? BotToken { get; set; }

    /// <summary>A file that holds the bot token.</summary>
    public string? BotTokenFile { get; set; }

    /// <summary>The application's public key, 64 hex digits; for <c>Http</c>.</summary>
    public string? PublicKey { get; set; }

    /// <summary>The servers where commands are registered, by id. Empty: everywhere the application is installed.</summary>
    public IList<string> CommandGuilds { get; set; } = [];

    /// <summary>True lets people also write <c>@bot scan redis:7</c>; <c>Gateway</c> only.</summary>
    public bool Mentions { get; set; } = true;

    /// <summary>Where the API is: https on discord.com; http on this machine alone.</summary>
    public string ApiUrl { get; set; } = "https://discord.com/api/v10/";

    /// <summary>How long one call of the API may take, in seconds, 1 to 60.</summary>
    [Between(1, 60)]
    public int TimeoutSeconds { get; set; } = 15;

    /// <summary>How many commands run at once, 1 to 1000. The command of a scan ends when it is queued; its card is followed behind it.</summary>
    [Between(1, 1000)]
    public int MaxRunning { get; set; } = 100;

    /// <summary>Who may give commands.</summary>
    public ChatAccessOptions Access { get; set; } = new();
}
