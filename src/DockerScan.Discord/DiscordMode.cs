namespace DockerScan.Discord;

/// <summary>How interactions come in.</summary>
public enum DiscordMode
{
    /// <summary>Over a connection that the bot opens; needs no public address.</summary>
    Gateway,

    /// <summary>Discord posts them to the web listener.</summary>
    Http,
}
