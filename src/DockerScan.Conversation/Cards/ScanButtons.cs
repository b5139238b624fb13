using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Strings;
using DockerScan.Core;

namespace DockerScan.Conversation.Cards;

/// <summary>What can be pressed below a scan. What a button types is the same in every language.</summary>
internal static class ScanButtons
{
    public static ChatButton Report(ScanId scan, CardStrings strings) => new(ChatButtonIds.Report, strings.Report, $"report {scan}");

    public static ChatButton Findings(ScanId scan, CardStrings strings) => new(ChatButtonIds.Findings, strings.AllFindings, $"findings {scan}");

    public static ChatButton Rescan(ScanId scan, CardStrings strings) => new(ChatButtonIds.Rescan, strings.ScanAgain, $"rescan {scan}");

    public static ChatButton Cancel(ScanId scan, CardStrings strings) => new(ChatButtonIds.Cancel, strings.Cancel, $"cancel {scan}");
}
