namespace DockerScan.Sentinel.Packets;

/// <summary>
/// How many answers each conversation may still get. What is sent to an address that is not the target's own is an answer only while
/// there is credit for exactly this pair of places: from what the sentinel sent itself, or one for each packet that the kernel answers
/// of itself (a reset, a handshake's second part, an echo). Everything else in the sealed network was sent by the target, whatever source it names.
/// </summary>
/// <remarks>
/// By count and not by a mark on the packets: with NET_RAW, which the target has, any mark can be read off our packets (SO_RCVMARK, or a
/// filter on a packet socket) and, since Linux 5.17, set (SO_MARK). The counters are of a fixed number, found by a hash that the target
/// does not know: a flood with made-up sources has millions of conversations. Thread-safe.
/// </remarks>
internal sealed class AnswerCredit
{
    private const int Slots = 1 << 16;
    private const int EchoRequest = 8;
    private const int TimestampRequest = 13;
    private const int EchoRequestV6 = 128;
    private readonly int[] _left = new int[Slots];

    /// <summary>The sentinel is about to send so many packets from the one place to the other.</summary>
    public void Grant(int protocol, NetAddress from, int fromPort, NetAddress to, int toPort, int packets = 1) =>
        Interlocked.Add(ref At(protocol, from, fromPort, to, toPort), packets);

    /// <summary>The target sent this packet, in a network where the kernel answers for every address.</summary>
    public void Ask(in Packet packet)
    {
        if (IsAnswered(packet))
        {
            Grant(packet.Protocol, packet.Destination, packet.DestinationPort, packet.Source, packet.SourcePort);
        }
    }

    /// <summary>This packet came to the target from outside; its kernel may answer it with one ICMP packet.</summary>
    public void Came(in Packet packet)
    {
        if (packet.Protocol == Packet.Udp || IsAsk(packet))
        {
            Grant(packet.Source.IsV4 ? Packet.Icmp : Packet.IcmpV6, packet.Destination, 0, packet.Source, 0);
        }
    }

    /// <summary>True when there was credit for this packet, which is used up by it.</summary>
    public bool Take(in Packet packet)
    {
        // A connection is never begun by who answers.
        if (packet.IsSyn || !MayAnswer(packet))
        {
            return false;
        }

        ref var left = ref At(packet.Protocol, packet.Source, packet.SourcePort, packet.Destination, packet.DestinationPort);
        for (var seen = Volatile.Read(ref left); seen > 0; seen = Volatile.Read(ref left))
        {
            if (Interlocked.CompareExchange(ref left, seen - 1, seen) == seen)
            {
                return true;
            }
        }

        return false;
    }

    // UDP is never answered by the kernel here: what is not for the sentinel is dropped on the way in. A reset has no answer.
    private static bool IsAnswered(in Packet packet) => packet.Protocol switch
    {
        Packet.Tcp => !packet.IsReset,
        Packet.Udp => false,
        _ => IsAsk(packet),
    };

    private static bool IsAsk(in Packet packet) => packet.Protocol switch
    {
        Packet.Icmp => packet.IcmpType is EchoRequest or TimestampRequest,
        Packet.IcmpV6 => packet.IcmpType == EchoRequestV6,
        _ => false,
    };

    private static bool MayAnswer(in Packet packet) => packet.Protocol is Packet.Tcp or Packet.Udp || (packet.Protocol is Packet.Icmp or Packet.IcmpV6 && !IsAsk(packet));

    // The hash has a seed of its own in each process.
    private ref int At(int protocol, NetAddress from, int fromPort, NetAddress to, int toPort) =>
        ref _left[(uint)HashCode.Combine(protocol, from, fromPort, to, toPort) % Slots];
}
