using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Core.Stages;
using DockerScan.Engine.Scanning;

namespace DockerScan.Conversation.Cards;

/// <summary>Stages and their ends in plain words.</summary>
internal static class StageWords
{
    private const int MaxId = 40;

    /// <summary>The line of a stage in a working card.</summary>
    public static ChatProgressLine Line(StageProgress stage, CardStrings strings)
        => new(strings.StageName(stage.Stage) ?? Id(stage.Stage), stage.Outcome, stage.Fraction, stage.Detail, strings.StageState(stage.Outcome));

    /// <summary>A sentence about a stage that did not complete: <c>sandbox did not run: left out by request</c>.</summary>
    public static string Shortfall(StageReport stage, CardStrings strings)
        => strings.Shortfall(Id(stage.Id), stage.Outcome, string.IsNullOrWhiteSpace(stage.Reason) ? string.Empty : stage.Reason);

    private static string Id(string stage) => DisplayText.Clean(stage, MaxId);
}
