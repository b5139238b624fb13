namespace DockerScan.Core.Watches;

/// <summary>A place that a watch is to speak in, and cannot: the channel is gone, or the bot was put out of it.</summary>
/// <param name="Platform">The platform.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Reason">What the platform said, bounded.</param>
/// <param name="Since">Since when.</param>
public sealed record LostPlace(string Platform, string Channel, string Reason, DateTimeOffset Since)
{
    /// <summary>The place.</summary>
    public WatchPlace Place => new(Platform, Channel);
}
