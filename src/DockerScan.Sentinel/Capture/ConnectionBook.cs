using DockerScan.Sentinel.Packets;

namespace DockerScan.Sentinel.Capture;

/// <summary>
/// Tells what the sink hears from what no connection has: a program that makes packets itself needs none. Whoever begins one as a kernel does, without a word in
/// the first packet, is heard by the sink.
/// </summary>
internal sealed class ConnectionBook
{
    /// <summary>More are not remembered: they are looked at twice.</summary>
    public const int Max = 65_536;

    private readonly HashSet<(NetAddress Address, int Port, int SourcePort)> _begun = [];

    /// <summary>True for a packet of TCP whose payload nobody else hears.</summary>
    public bool IsForeign(in Packet packet)
    {
        var key = (packet.Destination, packet.DestinationPort, packet.SourcePort);
        if (packet.PayloadLength > 0)
        {
            return packet.IsSyn || packet.IsFragment || !_begun.Contains(key);
        }

        if (packet.IsSyn && _begun.Count < Max)
        {
            _begun.Add(key);
        }

        return false;
    }
}
