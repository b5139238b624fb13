namespace DockerScan.Conversation.Messages;

/// <summary>A colour role. It never says anything that the words do not say too.</summary>
public enum ChatTone
{
    Neutral,
    Muted,
    Good,
    Notice,
    Warning,
    Danger,

    /// <summary>Nobody knows: as loud as <see cref="Danger"/>.</summary>
    Unknown,
}
