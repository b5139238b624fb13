using System.Globalization;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Engine.Chat.Messages;

namespace DockerScan.Engine.Chat.Cards;

/// <summary>What VirusTotal said and, louder, what it has not said yet. Nothing but numbers: no hostile text.</summary>
internal static class ReputationText
{
    /// <summary>One section, or none when nothing is looked up.</summary>
    public static IEnumerable<ChatSection> Sections(ScanResult result)
    {
        var lines = Lines(result.Reputations).ToList();
        if (lines.Count > 0)
        {
            yield return new ChatSection("Reputation", lines);
        }
    }

    private static IEnumerable<ChatLine> Lines(IReadOnlyList<IndicatorReputation> all)
    {
        var waiting = all.Count(each => each.IsWaiting);
        if (waiting > 0)
        {
            yield return new ChatLine(Text($"VirusTotal: {waiting} {(waiting == 1 ? "answer" : "answers")} still to come, this card is amended."), ChatTone.Unknown, "WAITING");
        }

        if (all.Any(each => each.IsKnown || each.Reputation == Reputation.Unknown))
        {
            yield return Answered(all, waiting > 0);
        }

        var left = all.Count(each => each.Reputation == Reputation.NotConfigured);
        if (left > 0)
        {
            yield return new ChatLine(Text($"VirusTotal: {left} not looked up."), ChatTone.Unknown, "NOT LOOKED AT");
        }
    }

    private static ChatLine Answered(IReadOnlyList<IndicatorReputation> all, bool soFar)
    {
        var unknown = all.Count(each => each.Reputation == Reputation.Unknown);
        var malicious = all.Count(each => each.Reputation == Reputation.Malicious);
        var flagged = malicious + all.Count(each => each.Reputation == Reputation.Suspicious);
        // What the service does not know was asked about, and must not pass for something nobody flags.
        var notKnown = unknown == 0 ? string.Empty : Text($", {unknown} not known there");
        var text = Text($"VirusTotal: {flagged} of {unknown + all.Count(each => each.IsKnown)} flagged{notKnown}{(soFar ? ", so far" : string.Empty)}.");
        return flagged == 0 ? new ChatLine(text) : malicious > 0 ? new ChatLine(text, ChatTone.Danger, "MALICIOUS") : new ChatLine(text, ChatTone.Warning, "SUSPICIOUS");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
