namespace DockerScan.Discord.Gateway;

/// <summary>How a connection ended.</summary>
/// <param name="Next">What to do now.</param>
/// <param name="Reason">Why, for logs and health.</param>
/// <param name="WasReady">Whether it had been of use.</param>
internal sealed record GatewayEnd(GatewayNext Next, string Reason, bool WasReady);
