using DockerScan.Core;

namespace DockerScan.Conversation.Messages;

/// <summary>A name and its value, both cleaned.</summary>
public sealed record ChatField
{
    public ChatField(string name, string? value, bool isLink = false)
    {
        Name = DisplayText.Clean(name, ChatLimits.FieldName);
        Value = DisplayText.CleanLines(value, ChatLimits.FieldValue);
        IsLink = isLink;
    }

    public string Name { get; }

    /// <summary>One or a few lines.</summary>
    public string Value { get; }

    /// <summary>True for an address that we made, which may be shown as a link. Nothing else ever is.</summary>
    public bool IsLink { get; }
}
