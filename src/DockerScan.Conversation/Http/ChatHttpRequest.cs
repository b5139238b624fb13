namespace DockerScan.Conversation.Http;

/// <summary>A request to a chat platform's endpoint, before anybody has checked it.</summary>
public sealed record ChatHttpRequest
{
    /// <summary>The content type as sent; null when there is none.</summary>
    public required string? ContentType { get; init; }

    /// <summary>The value of a header by name in any case; null when it was not sent exactly once.</summary>
    public required Func<string, string?> Header { get; init; }

    /// <summary>The body as it came, which signatures are over.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}
