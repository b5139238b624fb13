using System.Text.Json;
using DockerScan.Slack.Inbound;
using Microsoft.Extensions.Logging;

namespace DockerScan.Slack.Sockets;

/// <summary>Reads frames of Socket Mode. Nothing that Slack may send breaks the connection: what is not understood is passed over.</summary>
internal sealed class SlackEnvelopes(SlackInbox inbox, SlackStatus status, ILogger<SlackEnvelopes> logger)
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <summary>What a frame asks for.</summary>
    public SlackFrame Read(ReadOnlyMemory<byte> frame)
    {
        try
        {
            using var document = JsonDocument.Parse(frame, Options);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            Log.FrameIgnored(logger, "it is not JSON");
            return new SlackFrame(SlackFrameKind.Other);
        }
    }

    private SlackFrame Read(JsonElement root)
    {
        var type = SlackPayloads.Text(root, "type");
        if (SlackPayloads.Text(root, "envelope_id") is { Length: > 0 and <= 200 } id)
        {
            // Acknowledged whatever it is: what is not for us would only come again.
            return new SlackFrame(SlackFrameKind.Envelope) { Acknowledgement = Acknowledge(root, id, Start(root, type)) };
        }

        return type switch
        {
            "hello" => new SlackFrame(SlackFrameKind.Hello),
            "disconnect" => new SlackFrame(SlackFrameKind.Disconnect) { Reason = SlackPayloads.Text(root, "reason") ?? string.Empty },
            _ => new SlackFrame(SlackFrameKind.Other),
        };
    }

    private string? Start(JsonElement root, string? type)
    {
        if (SlackPayloads.Child(root, "payload") is not { } payload)
        {
            return null;
        }

        var inbound = type switch
        {
            "slash_commands" => SlackPayloads.Command(name => SlackPayloads.Text(payload, name)),
            "events_api" => SlackPayloads.Event(payload, status.BotUser),
            "interactive" => SlackPayloads.Interaction(payload),
            _ => null,
        };
        if (inbound is null)
        {
            Log.FrameIgnored(logger, "its payload is none of ours");
            return null;
        }

        return inbox.Start(inbound);
    }

    private static byte[] Acknowledge(JsonElement root, string id, string? refusal)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("envelope_id", id);
            if (refusal is not null && SlackPayloads.IsTrue(root, "accepts_response_payload"))
            {
                writer.WriteStartObject("payload");
                writer.WriteString("text", refusal);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
