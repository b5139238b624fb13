namespace DockerScan.Discord.Wire;

/// <summary>The message that is answered; it may be gone.</summary>
internal sealed record DiscordReference(string MessageId)
{
    public bool FailIfNotExists { get; }
}
