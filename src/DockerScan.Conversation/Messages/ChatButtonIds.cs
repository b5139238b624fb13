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
    public const string AcceptWeek = "accept7";
    public const string AcceptMonth = "accept30";
    public const string FalsePositive = "falsePositive";
    public const string Watches = "watches";
}
