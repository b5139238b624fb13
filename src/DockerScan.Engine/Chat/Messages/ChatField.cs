using DockerScan.Core;

namespace DockerScan.Engine.Chat.Messages;

/// <summary>A name and its value, both cleaned.</summary>
public sealed record ChatField
{
    public ChatField(string name, string? value)
    {
        Name = DisplayText.Clean(name, ChatLimits.FieldName);
        Value = DisplayText.CleanLines(value, ChatLimits.FieldValue);
    }

    public string Name { get; }

    /// <summary>One or a few lines.</summary>
    public string Value { get; }
}
