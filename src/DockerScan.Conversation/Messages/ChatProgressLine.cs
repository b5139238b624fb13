using DockerScan.Core;
using DockerScan.Core.Stages;

namespace DockerScan.Conversation.Messages;

/// <summary>One stage of the work that a card shows.</summary>
public sealed record ChatProgressLine
{
    public ChatProgressLine(string label, StageOutcome? outcome, double? fraction, string? detail, string state)
    {
        Label = DisplayText.Clean(label, ChatLimits.FieldName);
        Outcome = outcome;
        Fraction = fraction is { } value && double.IsFinite(value) ? Math.Clamp(value, 0, 1) : null;
        Detail = DisplayText.Clean(detail, ChatLimits.ProgressDetail);
        State = DisplayText.Clean(state, ChatLimits.Label);
    }

    public string Label { get; }

    /// <summary>How it ended; null while it runs.</summary>
    public StageOutcome? Outcome { get; }

    /// <summary>How much is done, 0 to 1; null when nobody can say.</summary>
    public double? Fraction { get; }

    /// <summary>How it ended, or that it runs, in the card's language and in the middle of a line.</summary>
    public string State { get; }

    /// <summary>One line; may be empty.</summary>
    public string Detail { get; }

    /// <summary>True when the detail is something that was seen, and not how much is done: nobody shall miss it.</summary>
    public bool IsNews { get; init; }
}
