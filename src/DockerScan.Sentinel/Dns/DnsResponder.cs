using System.Net;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;
using DockerScan.Sentinel.Tokens;

namespace DockerScan.Sentinel.Dns;

/// <summary>Answers DNS questions and tells them: the first, then the 10th, 100th … of the same.</summary>
internal sealed class DnsResponder(IEventSink sink, DnsZone zone, TokenScanner tokens, Drops drops)
{
    public const int MaxQuestions = 10_000;

    /// <summary>Bound of the characters of all names that are remembered.</summary>
    public const int MaxChars = 1_500_000;

    private const int FormatError = 1;
    private const int HeaderLength = 12;
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Name, ushort Type), long> _asked = new(MaxQuestions);
    private readonly DnsStreams _streams = new(tokens);
    private long _chars;
    private volatile bool _isReady;

    /// <summary>From now on every question is the target's and is told.</summary>
    public void Ready() => _isReady = true;

    /// <summary>The response, or null when the packet deserves none.</summary>
    public byte[]? Respond(ReadOnlySpan<byte> packet, string protocol, IPAddress server, int sourcePort)
    {
        if (packet.Length < HeaderLength || (packet[2] & 0x80) != 0)
        {
            return null;
        }

        if (DnsQuestion.Parse(packet) is not { } question)
        {
            return [packet[0], packet[1], 0x80, 0x80 | FormatError, 0, 0, 0, 0, 0, 0, 0, 0];
        }

        var answer = zone.Answer(question);
        if (!_isReady)
        {
            return answer.ToPacket(question);
        }

        lock (_gate)
        {
            foreach (var hit in _streams.Search(question.Labels))
            {
                sink.Write(new TokenEvent(hit.Token, "dns", server.ToString(), 53, sourcePort, hit.Encoding));
            }

            Note(question, answer, protocol, server);
        }

        return answer.ToPacket(question);
    }

    private void Note(DnsQuestion question, DnsAnswer answer, string protocol, IPAddress server)
    {
        var key = (question.Name, question.Type);
        if (!_asked.TryGetValue(key, out var count))
        {
            if (_asked.Count >= MaxQuestions || _chars + question.Name.Length > MaxChars)
            {
                drops.Add("dns");
                return;
            }

            _chars += question.Name.Length;
        }

        _asked[key] = ++count;
        if (IsPowerOfTen(count))
        {
            sink.Write(new DnsEvent(
                protocol, server.ToString(), TargetText.Cut(question.Name), DnsTypes.Name(question.Type),
                answer.Text is null ? null : TargetText.Cut(answer.Text), count));
        }
    }

    private static bool IsPowerOfTen(long count)
    {
        while (count > 1 && count % 10 == 0)
        {
            count /= 10;
        }

        return count == 1;
    }
}
