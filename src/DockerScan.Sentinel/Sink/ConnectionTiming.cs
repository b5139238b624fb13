namespace DockerScan.Sentinel.Sink;

/// <summary>When a connection is spoken to, and when it is told.</summary>
internal static class ConnectionTiming
{
    /// <summary>A server that speaks first does so after this silence.</summary>
    public const long BannerMs = 300;

    /// <summary>A shell that prints no prompt is spoken to after this silence.</summary>
    public const long ShellMs = 1000;

    /// <summary>What is known waits this long for more of it.</summary>
    public const long SettleMs = 200;

    /// <summary>What is not known is told this long after its first bytes.</summary>
    public const long UnknownMs = 1500;

    /// <summary>What says nothing is told after this.</summary>
    public const long SilentMs = 3000;

    public static bool WantsBanner(SinkConnection connection, long now) =>
        connection.Received == 0 && connection.Dialogue is null && now - connection.OpenedMs >= BannerMs;

    /// <summary>A server that says "id" to whoever is silent is none; only a shell waits for that.</summary>
    public static bool WantsCommand(SinkConnection connection, long now) => connection.Received == 0
        ? connection.IsShell && connection.Dialogue is null && now - connection.OpenedMs >= ShellMs
        : IsPrompt(connection, now);

    // A shell without a terminal prints "$ " or "# " and waits.
    private static bool IsPrompt(SinkConnection connection, long now) =>
        connection.Dialogue is null && now - connection.LastMs >= BannerMs && connection.HeadLength is > 1 and < SinkConnection.MaxHead &&
        connection.Head[^1] is (byte)' ' or (byte)'$' or (byte)'#' or (byte)'>' && connection.Head[^2] is (byte)'$' or (byte)'#' or (byte)'>';

    public static bool IsDue(SinkConnection connection, long now)
    {
        if (connection.Received == 0)
        {
            return connection.Events == 0 && connection.ToldHead < 0 && now - connection.OpenedMs >= SilentMs;
        }

        if (connection.ToldHead == connection.HeadLength && !connection.HasNews)
        {
            return false;
        }

        if (now - connection.FirstByteMs >= UnknownMs && now - connection.LastMs >= SettleMs)
        {
            return true;
        }

        // What is known waits a moment for more of it, and what never stops talking is told in time.
        if (connection.ToldHead < 0 && now - connection.FirstByteMs >= UnknownMs)
        {
            return true;
        }

        if (now - connection.LastMs < SettleMs || connection.TriedHead == connection.HeadLength)
        {
            return false;
        }

        connection.TriedHead = connection.HeadLength;
        return ConnectionReporter.Recognize(connection) is not null;
    }
}
