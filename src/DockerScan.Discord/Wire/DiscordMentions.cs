namespace DockerScan.Discord.Wire;

/// <summary>Who a message may call: nobody.</summary>
internal sealed record DiscordMentions
{
    public IReadOnlyList<string> Parse { get; } = [];
}
