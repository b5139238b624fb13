using System.Text.Json;
using DockerScan.Conversation.Http;
using DockerScan.Conversation.Replay;
using DockerScan.Conversation.Requests;
using DockerScan.Discord.Answers;
using DockerScan.Discord.Inbound;
using DockerScan.Discord.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DockerScan.Discord.Http;

/// <summary>Where Discord posts interactions. Nothing is read before the signature holds; stale and replayed requests are refused.</summary>
internal sealed class DiscordEndpoint(
    IOptions<DiscordOptions> options, DiscordReader reader, DiscordInbox inbox, DiscordAskers askers,
    [FromKeyedServices(DiscordPlatform.Name)] ReplayGuard guard, TimeProvider time, ILogger<DiscordEndpoint> logger) : IChatHttpEndpoint
{
    /// <summary>How many interactions are remembered at once.</summary>
    public const int MaxRemembered = 150_000;

    private const int Ping = 1;
    private const int KeyDigits = 64;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>How long one can pass for fresh: one from five minutes ahead does for ten.</summary>
    public static readonly TimeSpan Keep = 2 * Window;

    private readonly Lazy<Ed25519Key> _key = new(() => new Ed25519Key(options.Value.PublicKey!));

    /// <inheritdoc/>
    public string Path => "/discord/interactions";

    /// <inheritdoc/>
    public int MaxBodyBytes => 1 << 20;

    /// <inheritdoc/>
    public async Task<ChatHttpResponse> HandleAsync(ChatHttpRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (request.Body.Length > MaxBodyBytes)
        {
            return ChatHttpResponse.Text(413, "the body is over 1 MB");
        }

        if (await FindRefusalAsync(request, cancellationToken) is { } refusal)
        {
            Log.Refused(logger, refusal);
            return ChatHttpResponse.Text(401, "invalid request signature");
        }

        return IsJson(request.ContentType) ? await AnswerAsync(request.Body, cancellationToken) : ChatHttpResponse.Text(415, "application/json is expected");
    }

    private static bool IsJson(string? type) => type?.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase) == true;

    private async Task<string?> FindRefusalAsync(ChatHttpRequest request, CancellationToken cancellationToken)
    {
        var (signature, timestamp) = (request.Header("X-Signature-Ed25519"), request.Header("X-Signature-Timestamp"));
        if (signature is null || timestamp is not { Length: > 0 and <= 20 } || !timestamp.All(char.IsAsciiDigit))
        {
            return "not signed";
        }

        if (!_key.Value.Verify(signature, timestamp, request.Body.Span))
        {
            return "wrong signature";
        }

        var seconds = decimal.Parse(timestamp, System.Globalization.CultureInfo.InvariantCulture);
        if (Math.Abs(seconds - time.GetUtcNow().ToUnixTimeSeconds()) > (decimal)Window.TotalSeconds)
        {
            return "stale";
        }

        // Hex in either case is the same signature.
        return await guard.AddAsync(signature[..KeyDigits].ToLowerInvariant(), cancellationToken) switch
        {
            RecentKeyResult.New => null,
            RecentKeyResult.Seen => "replayed",
            RecentKeyResult.Full => "it cannot be told whether it came before",
        };
    }

    private async Task<ChatHttpResponse> AnswerAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        DiscordCommand? command;
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = DiscordJson.Options.MaxDepth });
            if (DiscordPayload.Number(document.RootElement, "type") == Ping)
            {
                return ChatHttpResponse.Json("""{"type":1}""");
            }

            command = reader.Interaction(document.RootElement);
        }
        catch (JsonException)
        {
            return ChatHttpResponse.Text(400, "not JSON");
        }

        return command is null ? ChatHttpResponse.Text(400, "not an interaction that this bot answers") : await TakeAsync(command, cancellationToken);
    }

    private async Task<ChatHttpResponse> TakeAsync(DiscordCommand command, CancellationToken cancellationToken)
    {
        var reply = new ResponseReply(time);
        var callback = inbox.Take(command, reply) switch
        {
            CommandTaking.Busy => askers.Busy(command),
            CommandTaking.Known => DiscordCallback.Deferred,
            _ => await reply.WaitAsync(cancellationToken),
        };
        return callback is null
            ? ChatHttpResponse.Text(503, "no answer in time; nothing was started")
            : ChatHttpResponse.Json(JsonSerializer.Serialize(callback, DiscordJson.Options));
    }
}
