using DockerScan.Core.Scans;
using DockerScan.Engine.Chat.Messages;

namespace DockerScan.Engine.Chat.Cards;

/// <summary>What can be pressed below a scan.</summary>
internal static class ScanButtons
{
    public static ChatButton Report(ScanId scan) => new(ChatButtonIds.Report, "Report", $"report {scan}");

    public static ChatButton Findings(ScanId scan) => new(ChatButtonIds.Findings, "All findings", $"findings {scan}");

    public static ChatButton Rescan(ScanId scan) => new(ChatButtonIds.Rescan, "Scan again", $"rescan {scan}");

    public static ChatButton Cancel(ScanId scan) => new(ChatButtonIds.Cancel, "Cancel", $"cancel {scan}");
}
