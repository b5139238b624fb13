using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Strings;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;

namespace DockerScan.Conversation.Cards;

/// <summary>What VirusTotal said and, louder, what it has not said yet. Nothing but numbers: no hostile text.</summary>
internal static class ReputationText
{
    /// <summary>One section, or none when nothing is looked up.</summary>
    public static IEnumerable<ChatSection> Sections(ScanResult result, CardStrings strings)
    {
        var lines = Lines(result.Reputations, strings).ToList();
        if (lines.Count > 0)
        {
            yield return new ChatSection(strings.Reputation, lines);
        }
    }

    private static IEnumerable<ChatLine> Lines(IReadOnlyList<IndicatorReputation> all, CardStrings strings)
    {
        var waiting = all.Count(each => each.IsWaiting);
        if (waiting > 0)
        {
            yield return new ChatLine(strings.Waiting(waiting), ChatTone.Unknown, strings.WaitingLabel);
        }

        if (all.Any(each => each.IsKnown || each.Reputation == Reputation.Unknown))
        {
            yield return Answered(all, waiting > 0, strings);
        }

        var left = all.Count(each => each.Reputation == Reputation.NotConfigured);
        if (left > 0)
        {
            yield return new ChatLine(strings.NotLookedUp(left), ChatTone.Unknown, strings.NotLookedAtLabel);
        }
    }

    private static ChatLine Answered(IReadOnlyList<IndicatorReputation> all, bool isSoFar, CardStrings strings)
    {
        var unknown = all.Count(each => each.Reputation == Reputation.Unknown);
        var malicious = all.Count(each => each.Reputation == Reputation.Malicious);
        var flagged = malicious + all.Count(each => each.Reputation == Reputation.Suspicious);
        var text = strings.Flagged(flagged, unknown + all.Count(each => each.IsKnown), unknown, isSoFar);
        return flagged == 0 ? new ChatLine(text) : malicious > 0 ? new ChatLine(text, ChatTone.Danger, strings.MaliciousLabel)
            : new ChatLine(text, ChatTone.Warning, strings.SuspiciousLabel);
    }
}
