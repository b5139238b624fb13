using DockerScan.Conversation.Authorization;
using DockerScan.Core.Settings;

namespace DockerScan.Acme;

/// <summary>The acme bot. Off unless it is switched on.</summary>
public sealed class AcmeOptions
{
    /// <summary>The section in the settings.</summary>
    public const string Section = "Acme";

    /// <summary>Switches the bot on.</summary>
    public bool Enabled { get; set; }

    /// <summary>The bot's token.</summary>
    public string? Token { get; set; }

    /// <summary>A file that holds the token.</summary>
    public string? TokenFile { get; set; }

    /// <summary>Where the API is; ends with a slash.</summary>
    public string ApiUrl { get; set; } = "https://api.acme.invalid/";

    /// <summary>How long one call may take, in seconds, 1 to 60.</summary>
    [Between(1, 60)]
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>Who may give commands.</summary>
    public ChatAccessOptions Access { get; set; } = new();
}
