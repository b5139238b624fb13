using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Strings;
using DockerScan.Core.Checks;
using DockerScan.Core.Reading;

namespace DockerScan.Conversation.Cards;

/// <summary>What was looked at and, louder, what was not.</summary>
internal static class CoverageText
{
    public static ChatSection Section(ResultReading reading, Checklist? checklist, CardStrings strings)
    {
        var result = reading.Result;
        var lines = reading.NotCompleted
            .Select(stage => new ChatLine(StageWords.Shortfall(stage, strings), ChatTone.Unknown, strings.NotLookedAtLabel))
            .Concat(Quiet(reading, strings))
            .Concat(NotAssessed(reading, checklist, strings))
            .ToList();
        if (lines.Count == 0)
        {
            lines.Add(result.Complete
                ? new ChatLine(strings.Whole(result.Stages.Count, result.Checklist.Count), ChatTone.Good, strings.CompleteLabel)
                : new ChatLine(strings.NotReported, ChatTone.Unknown, strings.NotLookedAtLabel));
        }

        return new ChatSection(strings.Coverage, [.. OpenNetwork(reading, strings), .. ShortRun(reading, strings), .. lines, .. Notices(reading, strings)]);
    }

    private static IEnumerable<ChatLine> OpenNetwork(ResultReading reading, CardStrings strings)
    {
        if (reading.IsOpenNetwork)
        {
            yield return new ChatLine(strings.Words.OpenNetworkMeans, ChatTone.Danger, strings.OpenNetworkLabel);
        }
    }

    // What a stage left out though it is whole: its checks say "not assessed", and here stands why.
    private static IEnumerable<ChatLine> Quiet(ResultReading reading, CardStrings strings)
        => reading.QuietGaps.Select(each => new ChatLine($"{StageWords.Title(each.Stage.Id, strings)}: {strings.Words.Of(each.Gap)}", ChatTone.Unknown, strings.NotLookedAtLabel));

    private static IEnumerable<ChatLine> Notices(ResultReading reading, CardStrings strings)
        => reading.Result.Stages.Where(stage => stage.Notice is not null)
            .Select(stage => new ChatLine($"{StageWords.Title(stage.Id, strings)}: {strings.Words.Notice(stage)}", ChatTone.Unknown, strings.NoticeLabel));

    private static IEnumerable<ChatLine> ShortRun(ResultReading reading, CardStrings strings)
    {
        if (reading.ShortRun is { } run)
        {
            yield return new ChatLine(
                strings.Words.ShortRun(strings.Words.Duration(run)), ChatTone.Unknown, strings.ShortRunLabel);
        }
    }

    private static IEnumerable<ChatLine> NotAssessed(ResultReading reading, Checklist? checklist, CardStrings strings)
    {
        var titles = reading.NotAssessed.Select(line => Title(line.Check, checklist, strings)).ToList();
        if (titles.Count > 0)
        {
            yield return new ChatLine(string.Join("; ", titles) + ".", ChatTone.Unknown, strings.NotAssessedLabel);
        }

        // A scan without a checklist line assessed nothing, and an empty list must not read as a complete one.
        if (reading.Result.Checklist.Count == 0)
        {
            yield return new ChatLine(strings.NoCheck, ChatTone.Unknown, strings.NotAssessedLabel);
        }
    }

    private static string Title(string check, Checklist? checklist, CardStrings strings)
        => checklist?.Checks.FirstOrDefault(definition => definition.Id == check)?.Title.In(strings.Language) ?? check;
}
