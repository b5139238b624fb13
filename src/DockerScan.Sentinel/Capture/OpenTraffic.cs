using System.Net;
using DockerScan.Sentinel.Dns;
using DockerScan.Sentinel.Output;
using DockerScan.Sentinel.Packets;
using DockerScan.Sentinel.Sink;

namespace DockerScan.Sentinel.Capture;

/// <summary>
/// Where the target has the real network, nobody of ours stands at the other end: what is said first on each connection, and
/// the names that are asked for, are read from the frames themselves. Segments count as they come: who sends them twice or
/// out of order is not recognised, which is why such a run is never called whole.
/// </summary>
internal sealed class OpenTraffic
{
    /// <summary>Bound of the connections that are followed at once.</summary>
    public const int MaxConnections = 4096;

    private const int DnsPort = 53;

    private readonly Dictionary<(NetAddress Address, int Port, int SourcePort), SinkConnection> _connections = [];
    private readonly HeadBudget _budget = new();
    private readonly ConnectionReporter _reporter;
    private readonly OpenNames _names;
    private readonly Drops _drops;
    private long _id;

    public OpenTraffic(IEventSink sink, NameTable names, Drops drops)
    {
        _drops = drops;
        _names = new OpenNames(sink, names, drops);
        _reporter = new ConnectionReporter(sink, names, new ConnectionLedger(drops));
    }

    /// <summary>A packet of the target to somebody else.</summary>
    public void Sent(in Packet packet, ReadOnlySpan<byte> payload, long nowMs)
    {
        if (packet.Protocol == Packet.Tcp && !packet.IsFragment)
        {
            Speak(packet, payload, nowMs);
        }
        else if (packet is { Protocol: Packet.Udp, DestinationPort: DnsPort } && !payload.IsEmpty)
        {
            _names.Ask(packet.Destination.ToString(), payload, nowMs);
        }
    }

    /// <summary>A packet that came to the target.</summary>
    public void Came(in Packet packet, ReadOnlySpan<byte> payload)
    {
        if (packet is { Protocol: Packet.Udp, SourcePort: DnsPort })
        {
            _names.Answer(payload);
        }
    }

    /// <summary>Tells what has waited long enough.</summary>
    public void Tick(long nowMs) => _names.Tick(nowMs);

    private void Speak(in Packet packet, ReadOnlySpan<byte> payload, long nowMs)
    {
        var key = (packet.Destination, packet.DestinationPort, packet.SourcePort);
        if (packet.IsSyn)
        {
            // The port may be that of an earlier connection.
            Forget(key);
        }

        if (!payload.IsEmpty && Find(key, nowMs) is { } connection)
        {
            connection.Add(payload, nowMs);
            Read(connection);
        }

        if (packet.IsEnd)
        {
            Forget(key);
        }
    }

    // Once the head is full there is nothing new to read. What is not understood is told once: each piece of it would use up
    // the events that the connection may have, and one that says all would come too late.
    private void Read(SinkConnection connection)
    {
        if (connection.HeadLength == connection.TriedHead)
        {
            return;
        }

        connection.TriedHead = connection.HeadLength;
        if (connection.Events == 0 || ConnectionReporter.Recognize(connection) is not null)
        {
            _reporter.Tell(connection);
        }
    }

    private SinkConnection? Find((NetAddress Address, int Port, int SourcePort) key, long nowMs)
    {
        if (_connections.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_connections.Count >= MaxConnections)
        {
            _drops.Add("connections");
            return null;
        }

        return _connections[key] = new SinkConnection(-1, ++_id, new IPEndPoint(key.Address.ToIPAddress(), key.Port), key.SourcePort, nowMs, _budget);
    }

    private void Forget((NetAddress Address, int Port, int SourcePort) key)
    {
        if (_connections.Remove(key, out var connection))
        {
            connection.Release();
        }
    }
}
