namespace DockerScan.Discord.Wire;

/// <summary>A row of at most five buttons.</summary>
internal sealed record DiscordRow(IReadOnlyList<DiscordButton> Components)
{
    /// <summary>1: an action row.</summary>
    public int Type { get; } = 1;
}
