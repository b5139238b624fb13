namespace DockerScan.Conversation.Replay;

/// <summary>Whether a key was seen before.</summary>
public enum RecentKeyResult
{
    /// <summary>There is no room to remember it.</summary>
    Full,

    /// <summary>It was seen.</summary>
    Seen,

    /// <summary>It is new.</summary>
    New,
}
