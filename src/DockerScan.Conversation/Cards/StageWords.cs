using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Core.Stages;

namespace DockerScan.Conversation.Cards;

/// <summary>Stages and their ends in plain words.</summary>
internal static class StageWords
{
    private const int MaxId = 40;

    /// <summary>The line of a stage in a working card.</summary>
    public static ChatProgressLine Line(StageProgress stage, CardStrings strings)
        => new(
            Title(stage.Stage, strings), stage.Outcome, stage.Fraction, stage.News is { } news ? strings.Words.Of(news) : stage.Detail is { } detail ? strings.Words.Said(detail) : null,
            strings.Words.Of(stage.Outcome))
        {
            IsNews = stage.News is not null,
        };

    /// <summary>A sentence about a stage that did not complete: <c>Behaviour in the sandbox: skipped, left out by request</c>.</summary>
    public static string Shortfall(StageReport stage, CardStrings strings)
        => strings.Words.Shortfall(Title(stage.Id, strings), strings.Words.Of(stage.Outcome), strings.Words.Reason(stage));

    /// <summary>A stage's title; the id of one that is none of ours.</summary>
    public static string Title(string stage, CardStrings strings) => strings.Words.Title(stage) ?? DisplayText.Clean(stage, MaxId);
}
