namespace DockerScan.Sentinel.Gate;

/// <summary>The abstract Unix socket that says the inspector is watching. Such names belong to the network namespace, which both share.</summary>
internal static class GateSocket
{
    /// <summary>Its name, without the leading zero byte.</summary>
    public static ReadOnlySpan<byte> Name => "sentinel-gate"u8;

    /// <summary>The one byte that the inspector sends when it looks without a pause.</summary>
    public const byte Pass = (byte)'+';
}
