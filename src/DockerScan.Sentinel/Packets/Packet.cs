namespace DockerScan.Sentinel.Packets;

/// <summary>What is needed of one packet.</summary>
internal readonly record struct Packet
{
    public const int Icmp = 1;
    public const int Igmp = 2;
    public const int Tcp = 6;
    public const int Udp = 17;
    public const int IcmpV6 = 58;

    /// <summary>No IP protocol: a frame that carries none, or one with a broken header.</summary>
    public const int Frame = 256;

    private const int Fin = 1;
    private const int Syn = 2;
    private const int Reset = 4;
    private const int Ack = 16;

    /// <summary>The IP protocol number.</summary>
    public required int Protocol { get; init; }

    public required NetAddress Source { get; init; }

    public required NetAddress Destination { get; init; }

    /// <summary>0 without ports and in a later fragment.</summary>
    public int SourcePort { get; init; }

    /// <summary>0 without ports and in a later fragment.</summary>
    public int DestinationPort { get; init; }

    /// <summary>TCP's flags; 0 for others.</summary>
    public int Flags { get; init; }

    /// <summary>ICMP's type; 0 for others.</summary>
    public int IcmpType { get; init; }

    /// <summary>From the IP header on, as the header says.</summary>
    public required int Bytes { get; init; }

    /// <summary>Where the payload begins in the frame, behind the transport's header.</summary>
    public required int PayloadOffset { get; init; }

    /// <summary>How much of the payload is in the frame.</summary>
    public required int PayloadLength { get; init; }

    /// <summary>What ties fragments together; only meaningful with <see cref="IsFragment"/>.</summary>
    public uint FragmentId { get; init; }

    public bool IsFragment { get; init; }

    /// <summary>A fragment that is not the first has no ports.</summary>
    public bool IsLaterFragment { get; init; }

    /// <summary>A connection begins.</summary>
    public bool IsSyn => Protocol == Tcp && (Flags & (Syn | Ack | Reset | Fin)) == Syn;

    /// <summary>A connection is refused or torn down.</summary>
    public bool IsReset => Protocol == Tcp && (Flags & Reset) != 0;

    /// <summary>The sender says no more.</summary>
    public bool IsEnd => Protocol == Tcp && (Flags & (Fin | Reset)) != 0;

    public string ProtocolName => NameOf(Protocol);

    public static string NameOf(int protocol) => protocol switch
    {
        Tcp => "tcp",
        Udp => "udp",
        Icmp or IcmpV6 => "icmp",
        Frame => "frame",
        _ => FormattableString.Invariant($"ip-{protocol}"),
    };

    /// <summary>True for what a kernel sends unasked: group membership and neighbour discovery, on the link only. A few of them: a flood of such is an attack on the neighbours.</summary>
    public bool IsKernelTalk => Destination.IsLinkMulticast && (Protocol == Igmp || (Protocol == IcmpV6 && IcmpType is (>= 130 and <= 136) or 143));
}
