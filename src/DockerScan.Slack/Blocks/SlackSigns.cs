using DockerScan.Conversation.Messages;
using DockerScan.Core.Stages;

namespace DockerScan.Slack.Blocks;

/// <summary>Signs. A colour is a sign before words that say the same.</summary>
internal static class SlackSigns
{
    /// <summary>With a space after it, or nothing.</summary>
    public static string Sign(ChatTone tone) => tone switch
    {
        ChatTone.Neutral or ChatTone.Muted => string.Empty,
        ChatTone.Good => "🟢 ",
        ChatTone.Notice => "🔵 ",
        ChatTone.Warning => "🟠 ",
        ChatTone.Danger => "🔴 ",
        ChatTone.Unknown => "🟣 ",
    };

    public static string Sign(StageOutcome outcome) => outcome switch
    {
        StageOutcome.Completed => "✓",
        StageOutcome.Failed or StageOutcome.TimedOut => "✗",
        StageOutcome.Partial or StageOutcome.Unsupported => "!",
        StageOutcome.Skipped => "–",
    };
}
