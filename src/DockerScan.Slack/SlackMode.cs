namespace DockerScan.Slack;

/// <summary>How Slack reaches the bot.</summary>
public enum SlackMode
{
    /// <summary>The bot calls Slack and keeps connections open; no public address is needed.</summary>
    Socket,

    /// <summary>Slack calls the web listener, which must have a public address with TLS.</summary>
    Http,
}
