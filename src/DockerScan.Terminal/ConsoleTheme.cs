using DockerScan.Conversation.Messages;
using DockerScan.Core.Stages;
using Spectre.Console;

namespace DockerScan.Terminal;

/// <summary>Colours and signs. Colours are of the 16 that every terminal has; signs stand beside words, never alone.</summary>
internal static class ConsoleTheme
{
    private static readonly string[] UnicodeFrames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
    private static readonly string[] AsciiFrames = ["|", "/", "-", "\\"];

    public static Style Muted { get; } = new(Color.Grey);

    public static Style Strong { get; } = new(decoration: Decoration.Bold);

    public static Style Of(ChatTone tone) => new(ColorOf(tone), decoration: tone is ChatTone.Neutral or ChatTone.Muted ? Decoration.None : Decoration.Bold);

    public static Style Badge(ChatTone tone) => new(Color.Black, ColorOf(tone), Decoration.Bold);

    public static Style Border(ChatTone tone) => new(tone == ChatTone.Neutral ? Color.Grey : ColorOf(tone));

    public static ChatTone Of(StageOutcome outcome) => outcome switch
    {
        StageOutcome.Completed => ChatTone.Good,
        StageOutcome.Failed or StageOutcome.TimedOut => ChatTone.Danger,
        StageOutcome.Partial or StageOutcome.Unsupported => ChatTone.Warning,
        StageOutcome.Skipped => ChatTone.Muted,
    };

    /// <summary>The sign of what still runs; it moves.</summary>
    public static string RunningSign(int frame, bool unicode)
        => unicode ? UnicodeFrames[frame % UnicodeFrames.Length] : AsciiFrames[frame % AsciiFrames.Length];

    public static string Sign(StageOutcome outcome, bool unicode) => outcome switch
    {
        StageOutcome.Completed => unicode ? "✓" : "+",
        StageOutcome.Failed or StageOutcome.TimedOut => unicode ? "✗" : "x",
        StageOutcome.Partial or StageOutcome.Unsupported => "!",
        StageOutcome.Skipped => "-",
    };

    private static Color ColorOf(ChatTone tone) => tone switch
    {
        ChatTone.Neutral => Color.Default,
        ChatTone.Muted => Color.Grey,
        ChatTone.Good => Color.Green,
        ChatTone.Notice => Color.Aqua,
        ChatTone.Warning => Color.Yellow,
        ChatTone.Danger => Color.Red,
        ChatTone.Unknown => Color.Fuchsia,
    };
}
