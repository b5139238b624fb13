using System.Globalization;
using DockerScan.Core.Checks;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scans;
using DockerScan.Engine.Chat.Messages;

namespace DockerScan.Engine.Chat.Cards;

/// <summary>What was looked at and, louder, what was not.</summary>
internal static class CoverageText
{
    public static ChatSection Section(ScanResult result, Checklist? checklist)
    {
        var lines = result.Stages.Where(stage => stage.Outcome != StageOutcome.Completed)
            .Select(stage => new ChatLine(StageWords.Shortfall(stage), ChatTone.Unknown, "NOT LOOKED AT"))
            .Concat(NotAssessed(result, checklist))
            .ToList();
        if (lines.Count == 0 && !result.Complete)
        {
            lines.Add(new ChatLine("A required stage did not report at all.", ChatTone.Unknown, "NOT LOOKED AT"));
        }

        if (lines.Count == 0)
        {
            lines.Add(new ChatLine(Whole(result), ChatTone.Good, "COMPLETE"));
        }

        return new ChatSection("Coverage", [.. OpenNetwork(result), .. lines]);
    }

    private static IEnumerable<ChatLine> OpenNetwork(ScanResult result)
    {
        if (result.SandboxMode == SandboxMode.Open)
        {
            yield return new ChatLine(
                "The sandbox ran in open mode: the image had the real network, so what it tried may really have reached others.", ChatTone.Danger, "OPEN NETWORK");
        }
    }

    private static string Whole(ScanResult result)
        => string.Create(CultureInfo.InvariantCulture, $"{result.Stages.Count} of {result.Stages.Count} stages completed, {result.Checklist.Count} of {result.Checklist.Count} checks assessed.");

    private static IEnumerable<ChatLine> NotAssessed(ScanResult result, Checklist? checklist)
    {
        var titles = result.Checklist.Where(line => line.Result == CheckResult.NotAssessed).Select(line => Title(line.Check, checklist)).ToList();
        if (titles.Count > 0)
        {
            yield return new ChatLine(string.Join("; ", titles) + ".", ChatTone.Unknown, "NOT ASSESSED");
        }

        // A scan without a checklist line assessed nothing, and an empty list must not read as a complete one.
        if (result.Checklist.Count == 0)
        {
            yield return new ChatLine("The checklist: no check was assessed.", ChatTone.Unknown, "NOT ASSESSED");
        }
    }

    private static string Title(string check, Checklist? checklist)
        => checklist?.Checks.FirstOrDefault(definition => definition.Id == check)?.Title.En ?? check;
}
