namespace DockerScan.MongoLoopback;

/// <summary>What kind of server it is.</summary>
public sealed record LoopbackOptions
{
    /// <summary>The port; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>True for the primary of a set of one, false for a server by itself.</summary>
    public bool IsReplicaSet { get; init; }

    /// <summary>Who may do anything; null when everybody may.</summary>
    public string? User { get; init; }

    public string Password { get; init; } = string.Empty;

    /// <summary>9 is MongoDB 4.4, the oldest that is promised.</summary>
    public int WireVersion { get; init; } = 9;

    /// <summary>The version it says.</summary>
    public string Version { get; init; } = "4.4.29";
}
