namespace DockerScan.Discord.Gateway;

/// <summary>Discord's close codes, from its documents of API v10.</summary>
internal static class GatewayCloseCodes
{
    /// <summary>What we close with when no heartbeat is answered: 1000 and 1001 would end the session.</summary>
    public const int Zombie = 4200;

    /// <summary>What to do, and why, in words for the operator.</summary>
    /// <param name="code">The code; null when the connection broke without one.</param>
    public static (GatewayNext Next, string Reason) Decide(int? code) => code switch
    {
        4003 or 4005 or 4007 or 4009 => (GatewayNext.Identify, FormattableString.Invariant($"close code {code}: the session is over")),
        4008 => (GatewayNext.Identify, "close code 4008: we sent too fast"),
        4004 => (GatewayNext.Stop, "close code 4004: Discord refuses the bot token"),
        4010 => (GatewayNext.Stop, "close code 4010: invalid shard"),
        4011 => (GatewayNext.Stop, "close code 4011: the bot is in so many servers that it must be sharded, which it cannot"),
        4012 => (GatewayNext.Stop, "close code 4012: Discord no longer speaks API v10"),
        4013 => (GatewayNext.Stop, "close code 4013: invalid intents"),
        4014 => (GatewayNext.Stop, "close code 4014: an intent is not allowed for this application"),
        null => (GatewayNext.Resume, "the connection broke"),
        _ => (GatewayNext.Resume, FormattableString.Invariant($"close code {code}")),
    };
}
