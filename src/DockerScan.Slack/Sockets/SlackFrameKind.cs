namespace DockerScan.Slack.Sockets;

/// <summary>Kinds of frames.</summary>
internal enum SlackFrameKind
{
    Other,
    Hello,
    Envelope,
    Disconnect,
}
