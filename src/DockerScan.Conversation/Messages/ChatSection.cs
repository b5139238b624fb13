using DockerScan.Core;

namespace DockerScan.Conversation.Messages;

/// <summary>Lines under a heading.</summary>
public sealed record ChatSection
{
    public ChatSection(string heading, IEnumerable<ChatLine> lines)
    {
        Heading = DisplayText.Clean(heading, ChatLimits.Heading);
        Lines = Bounded.List(lines, ChatLimits.Lines);
    }

    public string Heading { get; }

    public IReadOnlyList<ChatLine> Lines { get; }
}
