using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Strings;
using DockerScan.Core.Checks;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.Conversation.Cards;

/// <summary>What was looked at and, louder, what was not.</summary>
internal static class CoverageText
{
    public static ChatSection Section(ScanResult result, Checklist? checklist, CardStrings strings)
    {
        var lines = result.Stages.Where(stage => stage.Outcome != StageOutcome.Completed)
            .Select(stage => new ChatLine(StageWords.Shortfall(stage, strings), ChatTone.Unknown, strings.NotLookedAtLabel))
            .Concat(Quiet(result, strings))
            .Concat(NotAssessed(result, checklist, strings))
            .ToList();
        if (lines.Count == 0)
        {
            lines.Add(result.Complete
                ? new ChatLine(strings.Whole(result.Stages.Count, result.Checklist.Count), ChatTone.Good, strings.CompleteLabel)
                : new ChatLine(strings.NotReported, ChatTone.Unknown, strings.NotLookedAtLabel));
        }

        return new ChatSection(strings.Coverage, [.. OpenNetwork(result, strings), .. ShortRun(result, strings), .. lines]);
    }

    private static IEnumerable<ChatLine> OpenNetwork(ScanResult result, CardStrings strings)
    {
        if (result.SandboxMode == SandboxMode.Open)
        {
            yield return new ChatLine(strings.Words.OpenNetworkMeans, ChatTone.Danger, strings.OpenNetworkLabel);
        }
    }

    // What a stage left out though it is whole: its checks say "not assessed", and here stands why.
    private static IEnumerable<ChatLine> Quiet(ScanResult result, CardStrings strings)
        => result.Stages.SelectMany(stage => stage.Gaps.Where(gap => !CheckTable.Of(gap.Kind).MakesPartial)
            .Select(gap => new ChatLine($"{StageWords.Title(stage.Id, strings)}: {gap.Detail}", ChatTone.Unknown, strings.NotLookedAtLabel)));

    private static IEnumerable<ChatLine> ShortRun(ScanResult result, CardStrings strings)
    {
        if (result.SandboxRun is { IsShort: true } run)
        {
            yield return new ChatLine(
                strings.Words.ShortRun(strings.Words.Duration(run)), ChatTone.Unknown, strings.ShortRunLabel);
        }
    }

    private static IEnumerable<ChatLine> NotAssessed(ScanResult result, Checklist? checklist, CardStrings strings)
    {
        var titles = result.Checklist.Where(line => line.Result == CheckResult.NotAssessed).Select(line => Title(line.Check, checklist, strings)).ToList();
        if (titles.Count > 0)
        {
            yield return new ChatLine(string.Join("; ", titles) + ".", ChatTone.Unknown, strings.NotAssessedLabel);
        }

        // A scan without a checklist line assessed nothing, and an empty list must not read as a complete one.
        if (result.Checklist.Count == 0)
        {
            yield return new ChatLine(strings.NoCheck, ChatTone.Unknown, strings.NotAssessedLabel);
        }
    }

    private static string Title(string check, Checklist? checklist, CardStrings strings)
        => checklist?.Checks.FirstOrDefault(definition => definition.Id == check)?.Title.In(strings.Language) ?? check;
}
