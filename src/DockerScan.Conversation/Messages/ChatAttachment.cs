using DockerScan.Core;

namespace DockerScan.Conversation.Messages;

/// <summary>A file that goes with a message: a path on this machine, or the bytes.</summary>
public sealed record ChatAttachment
{
    private ChatAttachment(string fileName, string mediaType, string? path, ReadOnlyMemory<byte> content)
        => (FileName, MediaType, Path, Content) = (DisplayText.Clean(fileName, ChatLimits.FileName), mediaType, path, content);

    /// <summary>The name it is offered under.</summary>
    public string FileName { get; }

    public string MediaType { get; }

    /// <summary>Where it lies; null when <see cref="Content"/> holds it.</summary>
    public string? Path { get; }

    public ReadOnlyMemory<byte> Content { get; }

    public static ChatAttachment FromPath(string fileName, string mediaType, string path) => new(fileName, mediaType, path, default);

    public static ChatAttachment FromBytes(string fileName, string mediaType, ReadOnlyMemory<byte> content) => new(fileName, mediaType, null, content);
}
