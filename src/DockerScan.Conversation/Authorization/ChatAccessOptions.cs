namespace DockerScan.Conversation.Authorization;

/// <summary>Who may use a chat platform, by the platform's own ids; never by names, which their bearers can choose.</summary>
public sealed class ChatAccessOptions
{
    /// <summary>The workspaces or guilds that may ask. Empty: nobody may.</summary>
    public IList<string> Places { get; set; } = [];

    /// <summary>The channels that may ask. Empty: every channel of those places.</summary>
    public IList<string> Channels { get; set; } = [];

    /// <summary>The users who may ask. Empty: everybody in those channels.</summary>
    public IList<string> Users { get; set; } = [];

    /// <summary>Further limits by command. A command without a rule is open to all who may ask.</summary>
    public IList<ChatCommandRule> Commands { get; set; } = [];

    /// <summary>How many commands one user may give in a minute, 1 to 600.</summary>
    public int PerUserPerMinute { get; set; } = 20;

    /// <summary>How many commands one channel may give in a minute, 1 to 6000.</summary>
    public int PerChannelPerMinute { get; set; } = 60;
}
