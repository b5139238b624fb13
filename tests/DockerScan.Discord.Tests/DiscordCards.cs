using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.TestKit.Conversation;

namespace DockerScan.Discord.Tests;

/// <summary>Several dozen cards: real ones, and the same hostile text in every place a text can stand.</summary>
internal static class DiscordCards
{
    private static readonly string[] Hostile =
    [
        "@everyone @here <@1> <@&2> <#3>", "[x](https://evil.example)", "https://evil.example/a?b", "```\ncode\n```", "**bold** __under__ ~~no~~ ||spoiler||",
        "\u202Edlrow\u200B\u2066", "<https://evil.example> <t:0:R> </scan:1> <:e:1>", "# big\n> quote\n- list\n-# small", "\\\\\\", new string('*', 10_000),
        string.Concat(Enumerable.Repeat("😀", 3_000)), "\0\u0007\u001b[31m", " ", ":smile: a:b",
    ];

    public static IReadOnlyDictionary<string, ChatMessage> All { get; } = Make();

    private static Dictionary<string, ChatMessage> Make()
    {
        var cards = new Dictionary<string, ChatMessage>(StringComparer.Ordinal)
        {
            ["clean"] = Cards.Clean(),
            ["vulnerable"] = Cards.Vulnerable(),
            ["unknown"] = Cards.Unknown(),
            ["hostile"] = Cards.Hostile(),
            ["accepted"] = Cards.Accepted(),
            ["joined"] = Cards.Joined(),
            ["working"] = Cards.Working(),
            ["bare"] = new ChatMessage { Title = "t" },
            ["empty"] = new ChatMessage { Title = string.Empty },
            ["huge"] = Full(new string('*', 5_000)),
            ["same-button"] = new ChatMessage { Title = "t", Buttons = [new ChatButton("a", "A", "help"), new ChatButton("b", "B", "help")] },
        };
        foreach (var language in Enum.GetValues<ReportLanguage>())
        {
            foreach (var (index, card) in AlertSampleCards.All(language).Index())
            {
                cards[FormattableString.Invariant($"alert-{language}-{index}")] = card;
            }
        }

        for (var index = 0; index < Hostile.Length; index++)
        {
            cards[FormattableString.Invariant($"text-{index}")] = Full(Hostile[index]);
            cards[FormattableString.Invariant($"short-{index}")] = new ChatMessage { Title = Hostile[index], Text = Hostile[index] };
        }

        for (var stages = 0; stages <= 6; stages++)
        {
            cards[FormattableString.Invariant($"stages-{stages}")] = Cards.Working(stages);
        }

        return cards;
    }

    private static ChatMessage Full(string text) => new()
    {
        Title = text,
        Verdict = new ChatVerdict(Verdict.Unknown, Verdict.High),
        Text = text,
        Fields = [.. Enumerable.Range(0, 20).Select(_ => new ChatField(text, text))],
        Sections = [.. Enumerable.Range(0, 8).Select(_ => new ChatSection(text, Enumerable.Range(0, 30).Select(_ => new ChatLine(text, ChatTone.Danger, text))))],
        Progress = [.. Enumerable.Range(0, 20).Select(_ => new ChatProgressLine(text, StageOutcome.Failed, 0.5, text, text))],
        Buttons = [.. Enumerable.Range(0, 5).Select(index => new ChatButton("b", text, FormattableString.Invariant($"help {index}")))],
    };
}
