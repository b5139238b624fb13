using DockerScan.Core;

namespace DockerScan.Conversation.Messages;

/// <summary>Something to press. Pressing it is typing <see cref="Value"/>: it is routed, authorised and audited like any command.</summary>
public sealed record ChatButton
{
    /// <exception cref="ArgumentException">The value is over <see cref="ChatLimits.ButtonValue"/>: a cut command would be another command.</exception>
    public ChatButton(string id, string label, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length > ChatLimits.ButtonValue)
        {
            throw new ArgumentException($"a button's value has {value.Length} characters; at most {ChatLimits.ButtonValue} are allowed", nameof(value));
        }

        Id = id;
        Label = DisplayText.Clean(label, ChatLimits.ButtonLabel);
        Value = value;
    }

    /// <summary>One of <see cref="ChatButtonIds"/>.</summary>
    public string Id { get; }

    public string Label { get; }

    /// <summary>The command line.</summary>
    public string Value { get; }
}
