using System.Net;

namespace DockerScan.Sentinel.Capture;

/// <summary>Packets towards one destination.</summary>
internal sealed class Flow(int protocol, IPAddress address, int port, long nowMs)
{
    private long _second = nowMs / 1000;
    private long _inSecond;

    public int Protocol => protocol;

    public IPAddress Address => address;

    public int Port => port;

    public long FirstMs { get; } = nowMs;

    public long LastMs { get; private set; } = nowMs;

    public int SourcePort { get; private set; }

    public long Packets { get; private set; }

    public long Bytes { get; private set; }

    public long Syns { get; private set; }

    public long PeakPerSecond { get; private set; }

    /// <summary>The packets as last told.</summary>
    public long ToldPackets { get; set; }

    public void Add(in Packet packet, long nowMs)
    {
        var second = nowMs / 1000;
        _inSecond = second == _second ? _inSecond + 1 : 1;
        _second = second;
        PeakPerSecond = Math.Max(PeakPerSecond, _inSecond);
        LastMs = nowMs;
        SourcePort = packet.SourcePort;
        Packets++;
        Bytes += packet.Bytes;
        Syns += packet.IsSyn ? 1 : 0;
    }
}
