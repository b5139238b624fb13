using DockerScan.Sentinel.Packets;

namespace DockerScan.Sentinel.Capture;

/// <summary>
/// Gives a later fragment the ports of its first one. One slot per hash: what comes late or in a wrong order keeps port 0 and is counted all the same.
/// </summary>
internal sealed class FragmentTable
{
    private const int Slots = 256;
    private readonly Packet[] _firsts = new Packet[Slots];

    public Packet WithPorts(in Packet packet)
    {
        if (!packet.IsFragment)
        {
            return packet;
        }

        ref var slot = ref _firsts[(uint)HashCode.Combine(packet.Source, packet.Destination, packet.FragmentId, packet.Protocol) % Slots];
        if (!packet.IsLaterFragment)
        {
            slot = packet;
            return packet;
        }

        var isSame = slot.IsFragment && slot.FragmentId == packet.FragmentId && slot.Protocol == packet.Protocol && slot.Source == packet.Source && slot.Destination == packet.Destination;
        return isSame ? packet with { SourcePort = slot.SourcePort, DestinationPort = slot.DestinationPort } : packet;
    }
}
