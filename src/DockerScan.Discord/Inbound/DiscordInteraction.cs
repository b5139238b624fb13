namespace DockerScan.Discord.Inbound;

/// <summary>What it takes to answer an interaction.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Application">The application's id.</param>
/// <param name="Token">A credential for 15 minutes; never logged.</param>
/// <param name="ReceivedAt">When it came in.</param>
internal sealed record DiscordInteraction(string Id, string Application, string Token, DateTimeOffset ReceivedAt)
{
    // A record prints its members.
    public override string ToString() => $"interaction {Id}";
}
