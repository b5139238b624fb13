using System.Globalization;
using DockerScan.Conversation.Messages;
using DockerScan.Core.Stages;

namespace DockerScan.Discord.Rendering;

/// <summary>One line a stage: a sign, its name, how far it is.</summary>
internal static class ProgressText
{
    private const int BarWidth = 12;

    public static string Line(ChatProgressLine line, int limit)
    {
        var sign = Sign(line);
        var state = line is { Outcome: null, Fraction: { } fraction } ? Bar(fraction) : line.State;
        var detail = line.Detail.Length == 0 ? string.Empty : $" ({line.Detail})";
        return sign + " " + DiscordText.Escape($"{line.Label} {state}{detail}", limit - sign.Length - 1);
    }

    private static string Sign(ChatProgressLine line) => line.Outcome switch
    {
        StageOutcome.Completed => "✅",
        StageOutcome.Partial or StageOutcome.Unsupported => "⚠️",
        StageOutcome.Failed or StageOutcome.TimedOut => "❌",
        StageOutcome.Skipped => "➖",
        null => "⏳",
    };

    // Rounded down: 100 % is said when it is done.
    private static string Bar(double fraction)
    {
        var full = (int)(fraction * BarWidth);
        return string.Create(CultureInfo.InvariantCulture, $"{new string('█', full)}{new string('░', BarWidth - full)} {(int)(fraction * 100)} %");
    }
}
