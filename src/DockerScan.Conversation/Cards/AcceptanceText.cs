using System.Globalization;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Findings;
using DockerScan.Core.Words;

namespace DockerScan.Conversation.Cards;

/// <summary>Acceptances in plain words, and the buttons that make them.</summary>
internal static class AcceptanceText
{
    private const int Part = 80;
    private const int Reason = 120;

    /// <summary>What it covers: a finding's id and package or place, and where.</summary>
    public static string What(Acceptance one, AcceptanceStrings strings)
    {
        var (id, place) = (Clean(one.FindingId ?? one.Key, Part), Clean(one.Location, Part));
        var what = one.Scope is AcceptanceScope.Package or AcceptanceScope.Path ? place : place.Length == 0 ? id : $"{id} ({place})";
        return strings.Of(one.Scope, what, Clean(one.Repository, Part));
    }

    /// <summary>Until when, and up to which risk.</summary>
    public static string Until(Acceptance one, AcceptanceStrings strings, Vocabulary words)
        => one.WorstRisk is { } risk ? $"{words.Until(one.ExpiresAt)}, {strings.UpTo(words.Of(risk))}" : words.Until(one.ExpiresAt);

    /// <summary>One of a list, with how it ended when it did.</summary>
    public static ChatLine Line(Acceptance one, DateTimeOffset now, AcceptanceStrings strings, Vocabulary words)
    {
        var line = $"{What(one, strings)}, {words.Until(one.ExpiresAt)}, {Clean(one.Author, Part)}: {Clean(one.Reason, Reason)} ({one.Id})";
        var label = words.Of(one.Kind);
        return one switch
        {
            { Removal: { } removal } => new ChatLine(strings.EndedLine(line, Clean(removal.By, Part), Day(removal.At)), ChatTone.Muted, label),
            _ when !one.HoldsAt(now) => new ChatLine(strings.ExpiredLine(line), ChatTone.Muted, label),
            _ => new ChatLine(line, ChatTone.Neutral, label),
        };
    }

    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>What can be pressed below one finding. The reason is one word, the same in each language: it is typed as it stands, and kept.</summary>
    public static IEnumerable<ChatButton> Buttons(Finding finding, AcceptanceStrings strings)
    {
        if (finding.State != FindingState.Open)
        {
            yield break;
        }

        foreach (var days in (int[])[7, 30])
        {
            yield return new ChatButton(
                days == 7 ? ChatButtonIds.AcceptWeek : ChatButtonIds.AcceptMonth, strings.AcceptDays(days),
                string.Create(CultureInfo.InvariantCulture, $"accept {finding.Key} --days {days} --reason=by-button"));
        }

        yield return new ChatButton(ChatButtonIds.FalsePositive, strings.FalsePositive, $"accept {finding.Key} --false-positive --reason=by-button");
    }

    private static string Clean(string? text, int length) => DisplayText.Clean(text, length);
}
