using DockerScan.Core;

namespace DockerScan.Conversation.Messages;

/// <summary>A file that goes with a message.</summary>
public sealed record ChatAttachment
{
    public ChatAttachment(string fileName, string mediaType, ReadOnlyMemory<byte> content)
        => (FileName, MediaType, Content) = (DisplayText.Clean(fileName, ChatLimits.FileName), mediaType, content);

    /// <summary>The name it is offered under.</summary>
    public string FileName { get; }

    public string MediaType { get; }

    /// <summary>Its bytes. What is over <see cref="ChatLimits.File"/> does not go along.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>
    /// What its reader does with it, said in the message: of a file that is the answer. Null for one that only goes along, whose message
    /// stands without it.
    /// </summary>
    public string? Hint { get; init; }
}
