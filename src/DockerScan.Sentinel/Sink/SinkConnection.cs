using System.Net;
using DockerScan.Sentinel.Capture;
using DockerScan.Sentinel.Sink.Dialogues;

namespace DockerScan.Sentinel.Sink;

/// <summary>A connection of the target. Its buffers grow with what it sends, up to their bound.</summary>
internal sealed class SinkConnection(int fd, long id, IPEndPoint meant, int sourcePort, long now)
{
    /// <summary>How many first bytes are looked at.</summary>
    public const int MaxHead = 4096;

    private byte[] _head = [];

    public int Fd { get; } = fd;

    public long Id { get; } = id;

    public IPAddress Address { get; } = meant.Address;

    public int Port { get; } = meant.Port;

    public int SourcePort { get; } = sourcePort;

    public long OpenedMs { get; } = now;

    public long FirstByteMs { get; private set; }

    public long LastMs { get; private set; } = now;

    public long Received { get; private set; }

    public int HeadLength { get; private set; }

    public ReadOnlySpan<byte> Head => _head.AsSpan(0, HeadLength);

    /// <summary>Who answers; null while it is not clear what is spoken.</summary>
    public Dialogue? Dialogue { get; set; }

    /// <summary>True once we spoke first: a banner, or a command for a shell.</summary>
    public bool Nudged { get; set; }

    /// <summary>How many events it has had, and what the last one was about.</summary>
    public int Events { get; set; }

    public string? ToldSummary { get; set; }

    public int ToldHead { get; set; } = -1;

    /// <summary>How much of the head was looked at last: the recogniser is asked once per state.</summary>
    public int TriedHead { get; set; }

    /// <summary>Where in the head the present dialogue begins: after CONNECT something else is spoken.</summary>
    public int DialogueStart { get; set; }

    /// <summary>The last bytes, for a token across the border of two chunks.</summary>
    public byte[] Tail { get; set; } = [];

    public List<TokenHit>? Tokens { get; set; }

    /// <summary>Neighbours in the order of last activity.</summary>
    public LinkedListNode<SinkConnection>? Node { get; set; }

    public void Add(ReadOnlySpan<byte> bytes, long now)
    {
        if (Received == 0)
        {
            FirstByteMs = now;
        }

        Received += bytes.Length;
        LastMs = now;
        var take = Math.Min(bytes.Length, MaxHead - HeadLength);
        if (take <= 0)
        {
            return;
        }

        if (_head.Length < HeadLength + take)
        {
            Array.Resize(ref _head, Math.Min(MaxHead, Math.Max(HeadLength + take, _head.Length * 2)));
        }

        bytes[..take].CopyTo(_head.AsSpan(HeadLength));
        HeadLength += take;
    }
}
