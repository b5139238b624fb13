using System.Globalization;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Engine.Chat.Messages;

namespace DockerScan.Engine.Chat.Cards;

/// <summary>What is said below a card when answers came later.</summary>
internal static class AmendmentCards
{
    private const int MaxLines = 5;

    /// <summary>Something turned out to be malicious.</summary>
    public static ChatMessage Malicious(ScanResult result, IReadOnlyList<IndicatorReputation> news) => new()
    {
        Title = $"{result.Reference.Familiar}: VirusTotal's answer is bad",
        Tone = ChatTone.Danger,
        Text = $"The card above is amended. Read on: findings {result.Id}",
        Sections = [new ChatSection("Malicious", [.. news.Take(MaxLines).Select(Line)])],
        Buttons = [ScanButtons.Report(result.Id), ScanButtons.Findings(result.Id)],
        Thread = result.Id.Value,
    };

    private static ChatLine Line(IndicatorReputation each) => new(
        string.Create(CultureInfo.InvariantCulture, $"{Where(each)}: flagged by {each.Report?.Flagged} of {each.Report?.Asked} engines"),
        ChatTone.Danger,
        "MALICIOUS");

    private static string Where(IndicatorReputation each)
        => each.Indicator.Kind == IndicatorKind.File && each.Seen.Count > 0 ? each.Seen[0] : each.Indicator.Defanged;
}
