using DockerScan.Core;

namespace DockerScan.Conversation.Messages;

/// <summary>A line of a section, cleaned.</summary>
public sealed record ChatLine
{
    public ChatLine(string? text, ChatTone tone = ChatTone.Neutral, string? label = null)
    {
        Text = DisplayText.Clean(text, ChatLimits.Line);
        Tone = tone;
        Label = label is null ? null : DisplayText.Clean(label, ChatLimits.Label);
    }

    public string Text { get; }

    /// <summary>The colour role of the label, or of the whole line when there is none.</summary>
    public ChatTone Tone { get; }

    /// <summary>A word or two before the text: <c>HIGH</c>.</summary>
    public string? Label { get; }

    /// <summary>True of the last line of a section that counts what the section does not show: whoever cuts lines cuts others.</summary>
    public bool IsRest { get; init; }
}
