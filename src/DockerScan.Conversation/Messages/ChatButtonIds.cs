namespace DockerScan.Conversation.Messages;

/// <summary>What a button is for.</summary>
public static class ChatButtonIds
{
    public const string Report = "report";
    public const string Findings = "findings";
    public const string Rescan = "rescan";
    public const string Cancel = "cancel";
    public const string Previous = "previous";
    public const string Next = "next";
    public const string Watches = "watches";
}
