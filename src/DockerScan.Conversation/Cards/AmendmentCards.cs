using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;

namespace DockerScan.Conversation.Cards;

/// <summary>What is said below a card when answers came later.</summary>
internal static class AmendmentCards
{
    private const int MaxLines = 5;

    /// <summary>Something turned out to be malicious.</summary>
    public static ChatMessage Malicious(ScanResult result, IReadOnlyList<IndicatorReputation> news, ReportLanguage language)
    {
        var strings = CardStrings.In(language);
        return new ChatMessage
        {
            Title = strings.BadAnswer(result.Reference.Familiar),
            Tone = ChatTone.Danger,
            Text = strings.Amended($"findings {result.Id}"),
            Sections = [new ChatSection(strings.Malicious, [.. news.Take(MaxLines).Select(each => Line(each, strings))])],
            Buttons = [ScanButtons.Report(result.Id, strings), ScanButtons.Findings(result.Id, strings)],
            Commands = [$"findings {result.Id}"],
            Thread = result.Id.Value,
            Language = language,
        };
    }

    private static ChatLine Line(IndicatorReputation each, CardStrings strings)
        => new(strings.FlaggedBy(Where(each), each.Report?.Flagged, each.Report?.Asked), ChatTone.Danger, strings.MaliciousLabel);

    private static string Where(IndicatorReputation each)
        => each.Indicator.Kind == IndicatorKind.File && each.Seen.Count > 0 ? each.Seen[0] : each.Indicator.Defanged;
}
