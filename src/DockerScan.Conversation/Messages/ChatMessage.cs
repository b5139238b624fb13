using DockerScan.Core;

namespace DockerScan.Conversation.Messages;

/// <summary>
/// A message before any platform has seen it. All text is plain and cleaned when it is set: no control or
/// direction-changing characters, bounded. Markup is escaped by each platform's renderer.
/// </summary>
public sealed record ChatMessage
{
    /// <summary>One line.</summary>
    public required string Title { get; init => field = DisplayText.Clean(value, ChatLimits.Title); }

    /// <summary>The colour role of the whole; <see cref="Verdict"/>'s wins.</summary>
    public ChatTone Tone { get => Verdict?.Tone ?? field; init; }

    public ChatVerdict? Verdict { get; init; }

    /// <summary>The language of its words, for what a platform adds to it.</summary>
    public ReportLanguage Language { get; init; }

    /// <summary>A paragraph under the title; may be empty.</summary>
    public string Text { get; init => field = DisplayText.CleanLines(value, ChatLimits.Text); } = string.Empty;

    public IReadOnlyList<ChatField> Fields { get; init => field = Bounded.List(value, ChatLimits.Fields); } = [];

    public IReadOnlyList<ChatSection> Sections { get; init => field = Bounded.List(value, ChatLimits.Sections); } = [];

    public IReadOnlyList<ChatProgressLine> Progress { get; init => field = Bounded.List(value, ChatLimits.ProgressLines); } = [];

    public IReadOnlyList<ChatButton> Buttons { get; init => field = Bounded.List(value, ChatLimits.Buttons); } = [];

    public ChatAttachment? Attachment { get; init; }

    /// <summary>The commands that its texts name, as a chat takes them: who shows it where something stands before a command puts that there.</summary>
    public IReadOnlyList<string> Commands { get; init => field = Bounded.List(value, ChatLimits.Lines); } = [];

    /// <summary>Messages with the same key belong together; null for one that stands alone.</summary>
    public string? Thread { get; init; }

    /// <summary>True when it was shown whole before: what a platform puts beside a message for lack of room is there already.</summary>
    public bool IsShownAgain { get; init; }

    /// <summary>True while the card will be edited again.</summary>
    public bool IsWorking { get; init; }

    /// <summary>The text with what is said of the file that goes with it.</summary>
    public string Said => Attachment?.Hint is { } hint ? Above(hint) : Text;

    /// <summary>The message without its file, and with the reason.</summary>
    public ChatMessage WithoutFile(string reason) => this with { Attachment = null, Text = Above(reason) };

    /// <summary>The message with a line above its text.</summary>
    public ChatMessage Below(string line) => this with { Text = Above(line) };

    private string Above(string line) => Text.Length == 0 ? line : $"{line}\n{Text}";
}
