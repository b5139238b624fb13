namespace DockerScan.Conversation.Messages;

/// <summary>Who runs the program types its commands in a shell.</summary>
public static class Shell
{
    /// <summary>What stands before a command there: run.sh starts the program.</summary>
    public const string Program = "./run.sh";
}
