namespace DockerScan.Conversation.Requests;

/// <summary>What became of a command.</summary>
public enum CommandOutcome
{
    /// <summary>It broke; the person has an id.</summary>
    Failed,

    /// <summary>It did what was asked.</summary>
    Completed,

    /// <summary>The person may not.</summary>
    Refused,

    /// <summary>It cannot be done as asked, and the person was told why.</summary>
    Rejected,

    /// <summary>Broken off before it ended.</summary>
    Cancelled,
}
