using DockerScan.Conversation.Authorization;
using DockerScan.Core.Settings;

namespace DockerScan.Slack;

/// <summary>The Slack bot. Off unless it is switched on.</summary>
public sealed class SlackOptions
{
    /// <summary>The section in the settings.</summary>
    public const string Section = "Slack";

    /// <summary>Switches the bot on.</summary>
    public bool Enabled { get; set; }

    /// <summary><c>Socket</c> or <c>Http</c>.</summary>
    public SlackMode Mode { get; set; } = SlackMode.Socket;

    /// <summary>The bot token, <c>xoxb-…</c>.</summary>
    public string? BotToken { get; set; }

    /// <summary>A file that holds the bot token.</summary>
    public string? BotTokenFile { get; set; }

    /// <summary>The app-level token, <c>xapp-…</c>; for Socket Mode.</summary>
    public string? AppToken { get; set; }

    /// <summary>A file that holds the app-level token.</summary>
    public string? AppTokenFile { get; set; }

    /// <summary>The signing secret; for HTTP.</summary>
    public string? SigningSecret { get; set; }

    /// <summary>A file that holds the signing secret.</summary>
    public string? SigningSecretFile { get; set; }

    /// <summary>Where the Web API is: https with a host of Slack's; http for this machine alone.</summary>
    public string ApiUrl { get; set; } = "https://slack.com/api/";

    /// <summary>How many Socket Mode connections are held, 1 to 10, which is all that Slack allows an app.</summary>
    [Between(1, 10)]
    public int Connections { get; set; } = 2;

    /// <summary>How long one call of the Web API may take, in seconds, 1 to 60.</summary>
    [Between(1, 60)]
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>How many commands run at once, 1 to 1000. The command of a scan ends when it is queued; its card is followed behind it.</summary>
    [Between(1, 1000)]
    public int MaxRunning { get; set; } = 100;

    /// <summary>Who may give commands: workspaces (<c>T…</c>) as places, channels, users.</summary>
    public ChatAccessOptions Access { get; set; } = new();
}
