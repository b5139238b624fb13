namespace DockerScan.Core.Watches;

/// <summary>A place that a watch speaks to.</summary>
/// <param name="Platform">The platform: <c>slack</c>, <c>discord</c>.</param>
/// <param name="Channel">The channel, by the platform's own id.</param>
public sealed record WatchPlace(string Platform, string Channel)
{
    private const int MaxPart = 64;

    /// <summary>Reads <c>platform:channel</c>, or a channel of a platform that is known already. Whether there is such a channel it does not say.</summary>
    /// <param name="text">The text.</param>
    /// <param name="platform">The platform of one that names none; null where each must name one.</param>
    public static WatchPlace? Find(string text, string? platform = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':', 2);
        var place = parts.Length == 2 ? new WatchPlace(parts[0].ToLowerInvariant(), parts[1]) : platform is null ? null : new WatchPlace(platform, text);
        return place is not null && IsWord(place.Platform) && IsWord(place.Channel) ? place : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Platform}:{Channel}";

    private static bool IsWord(string text) => text.Length is > 0 and <= MaxPart && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');
}
