using System.Net;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Sink.Dialogues;
using DockerScan.Sentinel.Tokens;

namespace DockerScan.Sentinel.Sink;

/// <summary>A connection of the target. Its buffers grow with what it sends, up to their bound.</summary>
internal sealed class SinkConnection(int fd, long id, IPEndPoint meant, int sourcePort, long now, HeadBudget budget)
{
    /// <summary>How many first bytes are looked at; <see cref="SentinelSchema.MaxFirstBytes"/> once the budget is used up.</summary>
    public const int MaxHead = ConnectionHead.MaxBytes;

    private readonly ConnectionHead _head = new(budget);

    public int Fd { get; } = fd;

    public long Id { get; } = id;

    public IPAddress Address { get; } = meant.Address;

    public int Port { get; } = meant.Port;

    public int SourcePort { get; } = sourcePort;

    /// <summary>The caller's address when it is none of the target's own: our answers then look like packets to there. Null otherwise.</summary>
    public IPAddress? Elsewhere { get; init; }

    public long OpenedMs { get; } = now;

    public long FirstByteMs { get; private set; }

    public long LastMs { get; private set; } = now;

    public long Received { get; private set; }

    public int HeadLength => _head.Length;

    public ReadOnlySpan<byte> Head => _head.Bytes;

    /// <summary>Who answers; null while it is not clear what is spoken.</summary>
    public Dialogue? Dialogue { get; set; }

    /// <summary>True when the inspector says that it is a standard stream of a shell.</summary>
    public bool IsShell { get; set; }

    /// <summary>True once we spoke first: a banner, or a command for a shell.</summary>
    public bool Nudged { get; set; }

    /// <summary>True when the bytes came out of a TLS session that we ended.</summary>
    public bool IsInsideTls { get; init; }

    /// <summary>How many events it has had, and what the last one was about.</summary>
    public int Events { get; set; }

    public string? ToldSummary { get; set; }

    public int ToldHead { get; set; } = -1;

    /// <summary>How much of the head was looked at last: the recogniser is asked once per state.</summary>
    public int TriedHead { get; set; }

    /// <summary>True when more is known than was told, though the head is the same.</summary>
    public bool HasNews => Dialogue?.HasNews == true || Logins?.HasNews == true;

    /// <summary>Where in the head the present dialogue begins: after CONNECT something else is spoken.</summary>
    public int DialogueStart { get; set; }

    /// <summary>The last bytes, for a token across the border of two chunks.</summary>
    public byte[] Tail { get; set; } = [];

    public List<TokenHit>? Tokens { get; set; }

    /// <summary>How often a login was told that stood in one of its lines.</summary>
    public int ToldLogins { get; set; }

    /// <summary>What its lines say; null until there may be one.</summary>
    public LoginWatch? Logins { get; set; }

    /// <summary>Neighbours in the order of last activity.</summary>
    public LinkedListNode<SinkConnection>? Node { get; set; }

    /// <summary>Gives the head's share of the budget back.</summary>
    public void Release() => _head.Release();

    public void Add(ReadOnlySpan<byte> bytes, long now)
    {
        if (Received == 0)
        {
            FirstByteMs = now;
        }

        Received += bytes.Length;
        LastMs = now;
        _head.Add(bytes);
    }
}
