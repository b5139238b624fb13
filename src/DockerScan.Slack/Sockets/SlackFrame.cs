namespace DockerScan.Slack.Sockets;

/// <summary>A frame that was read.</summary>
internal sealed record SlackFrame(SlackFrameKind Kind)
{
    /// <summary>What to send back; for envelopes.</summary>
    public ReadOnlyMemory<byte> Acknowledgement { get; init; }

    /// <summary>Why the connection ends; for disconnects.</summary>
    public string Reason { get; init; } = string.Empty;
}
