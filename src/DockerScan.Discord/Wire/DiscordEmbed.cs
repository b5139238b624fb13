namespace DockerScan.Discord.Wire;

/// <summary>A card.</summary>
internal sealed record DiscordEmbed
{
    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>24 bit RGB.</summary>
    public int? Color { get; init; }

    public IReadOnlyList<DiscordField> Fields { get; init; } = [];

    public DiscordImage? Image { get; init; }
}
