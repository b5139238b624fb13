namespace DockerScan.Discord.Wire;

/// <summary>A button that sends <paramref name="CustomId"/> back.</summary>
/// <param name="Style">1 blue, 2 grey, 3 green, 4 red.</param>
/// <param name="Label">At most 80 characters.</param>
/// <param name="CustomId">1 to 100 characters, once in a message.</param>
internal sealed record DiscordButton(int Style, string Label, string CustomId)
{
    /// <summary>2: a button.</summary>
    public int Type { get; } = 2;
}
