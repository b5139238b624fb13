namespace DockerScan.Slack;

/// <summary>How the bot is, for the health probe; written by whoever talks to Slack.</summary>
internal sealed class SlackStatus
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, string?> _connections = [];
    private volatile string? _refusal;
    private volatile string? _botUser;

    /// <summary>The bot's own user id; null until Slack has said it.</summary>
    public string? BotUser { get => _botUser; set => _botUser = value; }

    /// <summary>Why Slack refuses the token; null when it does not.</summary>
    public string? Refusal => _refusal;

    /// <summary>The connections that should be open, each with what is wrong with it; null for an open one. Empty when none was begun.</summary>
    public IReadOnlyList<string?> Connections
    {
        get
        {
            lock (_lock)
            {
                return [.. _connections.Values];
            }
        }
    }

    /// <summary>The scopes that Slack says the app has; null until it has said so.</summary>
    public IReadOnlyCollection<string>? Scopes { get; set; }

    public void Connected(int connection) => Set(connection, null);

    public void Disconnected(int connection, string reason) => Set(connection, reason);

    public void Refused(string code) => _refusal = code;

    // The app-level token may work while the bot's is revoked: only the bot's success takes a refusal back.
    public void CallSucceeded(bool isApp)
    {
        if (!isApp)
        {
            _refusal = null;
        }
    }

    private void Set(int connection, string? problem)
    {
        lock (_lock)
        {
            _connections[connection] = problem;
        }
    }
}
