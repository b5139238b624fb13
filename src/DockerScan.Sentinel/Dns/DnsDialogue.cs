using System.Buffers.Binary;
using System.Net;
using DockerScan.Sentinel.Sink.Dialogues;
using Recognized = DockerScan.Sentinel.Recognition.Recognition;

namespace DockerScan.Sentinel.Dns;

/// <summary>DNS over TCP: messages behind their length.</summary>
internal sealed class DnsDialogue(DnsResponder responder, IPAddress server, int sourcePort) : Dialogue
{
    private const int MaxMessage = 4096;
    private byte[] _message = [];

    public override Recognized? Seen { get; } = new() { Application = "dns", Summary = "DNS over TCP" };

    public override bool HasForeignLines => true;

    public override byte[] Answer(ReadOnlySpan<byte> bytes)
    {
        _message = [.. _message, .. bytes];
        var answer = new List<byte>();
        var at = 0;
        while (!Close && _message.Length - at >= 2)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(_message.AsSpan(at));
            Close = length > MaxMessage;
            if (Close || _message.Length - at - 2 < length)
            {
                break;
            }

            if (responder.Respond(_message.AsSpan(at + 2, length), "tcp", server, sourcePort) is { } response)
            {
                answer.AddRange([(byte)(response.Length >> 8), (byte)response.Length]);
                answer.AddRange(response);
            }

            at += 2 + length;
        }

        _message = _message[at..];
        return [.. answer];
    }
}
