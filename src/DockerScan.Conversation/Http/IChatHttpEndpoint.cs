namespace DockerScan.Conversation.Http;

/// <summary>Where a chat platform posts what people do. The web listener serves every one that is registered.</summary>
public interface IChatHttpEndpoint
{
    /// <summary>The path, e.g. <c>/slack/events</c>.</summary>
    string Path { get; }

    /// <summary>The largest body in bytes; the listener refuses larger ones before it asks.</summary>
    int MaxBodyBytes { get; }

    /// <summary>Checks and answers at once; work goes on behind.</summary>
    Task<ChatHttpResponse> HandleAsync(ChatHttpRequest request, CancellationToken cancellationToken);
}
