using DockerScan.Core;

namespace DockerScan.Conversation.Messages;

/// <summary>A name and its value, both cleaned.</summary>
public sealed record ChatField
{
    /// <param name="name">The name.</param>
    /// <param name="value">The value; of a link, the words to press.</param>
    /// <param name="link">An http or https address that we made; any other is no link.</param>
    public ChatField(string name, string? value, Uri? link = null)
    {
        Name = DisplayText.Clean(name, ChatLimits.FieldName);
        Value = DisplayText.CleanLines(value, ChatLimits.FieldValue);
        Link = link is { IsAbsoluteUri: true, Scheme: "http" or "https" } && link.AbsoluteUri.Length <= ChatLimits.Link ? link : null;
    }

    public string Name { get; }

    /// <summary>One or a few lines.</summary>
    public string Value { get; }

    /// <summary>Where the value leads; null for plain text. Nothing else that looks like a link ever becomes one.</summary>
    public Uri? Link { get; }
}
