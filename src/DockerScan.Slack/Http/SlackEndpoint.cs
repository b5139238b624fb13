using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Nodes;
using DockerScan.Conversation.Http;
using DockerScan.Slack.Inbound;
using Microsoft.Extensions.Logging;

namespace DockerScan.Slack.Http;

/// <summary>What the three endpoints have in common: the signature over the raw body first, then the type, then the content.</summary>
internal abstract class SlackEndpoint(SlackSignature signature, SlackInbox inbox, ILogger logger) : IChatHttpEndpoint
{
    private static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = 64 };

    public abstract string Path { get; }

    public int MaxBodyBytes => 1 << 20;

    /// <summary>The only content type it takes.</summary>
    protected abstract string MediaType { get; }

    public Task<ChatHttpResponse> HandleAsync(ChatHttpRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return HandleSignedAsync(request, cancellationToken);
    }

    /// <summary>Answers a request that is Slack's.</summary>
    protected abstract ChatHttpResponse Answer(ReadOnlyMemory<byte> body);

    /// <summary>Starts what was asked for, and acknowledges.</summary>
    protected ChatHttpResponse Start(SlackInbound? inbound)
    {
        if (inbound is null)
        {
            return Malformed("this is nothing that the bot answers");
        }

        return inbox.Start(inbound) is { } refusal
            ? ChatHttpResponse.Json(new JsonObject { ["response_type"] = "ephemeral", ["text"] = refusal }.ToJsonString())
            : ChatHttpResponse.Empty;
    }

    protected ChatHttpResponse Malformed(string reason)
    {
        Log.RequestRefused(logger, reason);
        return ChatHttpResponse.Text(400, reason + "\n");
    }

    /// <summary>Reads JSON and answers it; anything else is malformed.</summary>
    protected ChatHttpResponse AnswerJson(ReadOnlyMemory<byte> json, Func<JsonElement, ChatHttpResponse> answer)
    {
        try
        {
            using var document = JsonDocument.Parse(json, JsonOptions);
            return answer(document.RootElement);
        }
        catch (JsonException)
        {
            return Malformed("the body is not JSON");
        }
    }

    private async Task<ChatHttpResponse> HandleSignedAsync(ChatHttpRequest request, CancellationToken cancellationToken)
    {
        if (request.Body.Length > MaxBodyBytes)
        {
            return Refuse(413, "the body is larger than 1 MiB");
        }

        if (await signature.FindProblemAsync(request, cancellationToken) is { } problem)
        {
            // Whoever guesses is not told what was wrong.
            Log.RequestRefused(logger, problem);
            return ChatHttpResponse.Text(401, "the request is not signed by Slack, too old, or a repetition\n");
        }

        return IsExpected(request.ContentType) ? Answer(request.Body) : Refuse(415, $"the content type must be {MediaType}");
    }

    private ChatHttpResponse Refuse(int status, string reason)
    {
        Log.RequestRefused(logger, reason);
        return ChatHttpResponse.Text(status, reason + "\n");
    }

    private bool IsExpected(string? contentType)
    {
        try
        {
            return contentType is not null && string.Equals(new ContentType(contentType).MediaType, MediaType, StringComparison.OrdinalIgnoreCase);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
