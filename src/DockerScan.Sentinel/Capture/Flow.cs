using DockerScan.Sentinel.Packets;

namespace DockerScan.Sentinel.Capture;

/// <summary>Packets towards one destination.</summary>
internal sealed class Flow(FlowKey key, long nowMs)
{
    // A second as ten parts, so that a burst across the border of two seconds counts whole.
    private const int Parts = 10;
    private const int PartMs = 100;
    private readonly int[] _parts = new int[Parts];
    private long _part;
    private long _inWindow;

    public FlowKey Key => key;

    public long FirstMs { get; } = nowMs;

    public long LastMs { get; private set; } = nowMs;

    public int SourcePort { get; private set; }

    public long Packets { get; private set; }

    public long Bytes { get; private set; }

    public long Syns { get; private set; }

    public long PeakPerSecond { get; private set; }

    /// <summary>The packets as last told; 0 before.</summary>
    public long ToldPackets { get; set; }

    /// <summary>When it was last told.</summary>
    public long ToldMs { get; set; }

    /// <summary>Bytes of it in the evidence file.</summary>
    public int EvidenceBytes { get; set; }

    /// <summary>The payload's last bytes, for a token across the border of two packets.</summary>
    public byte[] Tail { get; set; } = [];

    /// <summary>Its place in the order of last use.</summary>
    public LinkedListNode<Flow>? Node { get; set; }

    public void Add(in Packet packet, long atMs)
    {
        Move(atMs / PartMs);
        _parts[(int)(_part % Parts)]++;
        _inWindow++;
        PeakPerSecond = Math.Max(PeakPerSecond, _inWindow);
        LastMs = Math.Max(LastMs, atMs);
        SourcePort = packet.SourcePort;
        Packets++;
        Bytes += packet.Bytes;
        Syns += packet.IsSyn ? 1 : 0;
    }

    private void Move(long part)
    {
        if (part - _part >= Parts)
        {
            Array.Clear(_parts);
            (_inWindow, _part) = (0, part);
            return;
        }

        // The clock of packets may step back a little; they count as now.
        while (_part < part)
        {
            _part++;
            _inWindow -= _parts[(int)(_part % Parts)];
            _parts[(int)(_part % Parts)] = 0;
        }
    }
}

/// <summary>A destination.</summary>
internal readonly record struct FlowKey(int Protocol, NetAddress Address, int Port);
