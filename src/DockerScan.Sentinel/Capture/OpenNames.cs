using System.Net;
using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Capture;

/// <summary>The names that are asked of real servers, and the addresses that these give for them.</summary>
internal sealed class OpenNames(IEventSink sink, NameTable names, Drops drops)
{
    /// <summary>Bound of the questions that are remembered.</summary>
    public const int MaxQuestions = 4096;

    // What has no answer by then is told as unanswered.
    private const long PatienceMs = 2000;

    private readonly Dictionary<(string Name, ushort Type), Asked> _asked = [];
    private readonly Queue<(string Name, ushort Type)> _waiting = new();

    public void Ask(string server, ReadOnlySpan<byte> payload, long nowMs)
    {
        if (DnsQuestion.Parse(payload) is not { } question)
        {
            return;
        }

        var key = (question.Name, question.Type);
        if (_asked.TryGetValue(key, out var known))
        {
            known.Count++;
            return;
        }

        if (_asked.Count >= MaxQuestions)
        {
            drops.Add("dns");
            return;
        }

        _asked[key] = new Asked(server, nowMs);
        _waiting.Enqueue(key);
    }

    /// <summary>Takes an answer; one that nobody asked for counts for nothing.</summary>
    public void Answer(ReadOnlySpan<byte> payload)
    {
        if (DnsReply.Parse(payload) is not { } reply || !_asked.TryGetValue((reply.Name, reply.Type), out var asked))
        {
            return;
        }

        foreach (var address in reply.Addresses)
        {
            names.Add(address, reply.Name);
        }

        Tell((reply.Name, reply.Type), asked, reply.Addresses.Count > 0 ? reply.Addresses[0] : null);
    }

    /// <summary>Tells the questions whose time is up.</summary>
    public void Tick(long nowMs)
    {
        while (_waiting.TryPeek(out var key) && _asked[key] is var asked && (asked.IsTold || nowMs - asked.AtMs >= PatienceMs))
        {
            _waiting.Dequeue();
            Tell(key, asked, null);
        }
    }

    private void Tell((string Name, ushort Type) key, Asked asked, IPAddress? answer)
    {
        if (!asked.IsTold)
        {
            asked.IsTold = true;
            sink.Write(new DnsEvent("udp", asked.Server, TargetText.Cut(key.Name), DnsTypes.Name(key.Type), answer?.ToString(), asked.Count));
        }
    }

    private sealed class Asked(string server, long atMs)
    {
        public string Server => server;

        public long AtMs => atMs;

        public long Count { get; set; } = 1;

        public bool IsTold { get; set; }
    }
}
