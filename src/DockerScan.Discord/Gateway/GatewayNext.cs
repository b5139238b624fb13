namespace DockerScan.Discord.Gateway;

/// <summary>What to do after a connection ended.</summary>
internal enum GatewayNext
{
    /// <summary>Nothing helps but a person.</summary>
    Stop,

    /// <summary>Go on with the session: missed events are replayed.</summary>
    Resume,

    /// <summary>A new session.</summary>
    Identify,
}
