namespace DockerScan.Sentinel.Capture;

/// <summary>A frame in the ring. Its bytes are valid until the next one is asked for.</summary>
internal readonly ref struct RingFrame
{
    /// <summary>What was taken of it.</summary>
    public required ReadOnlySpan<byte> Bytes { get; init; }

    /// <summary>Its length on the wire.</summary>
    public required int Length { get; init; }

    public required uint Seconds { get; init; }

    public required uint Nanoseconds { get; init; }

    /// <summary>Sent by this namespace. On loopback that is what came in: see <see cref="PacketFilter"/>.</summary>
    public required bool IsSent { get; init; }

    /// <summary>The link has Ethernet's header.</summary>
    public required bool IsEthernet { get; init; }
}
