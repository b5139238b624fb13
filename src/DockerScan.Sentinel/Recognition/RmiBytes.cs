namespace DockerScan.Sentinel.Recognition;

/// <summary>Java's remote calls: the other way in which JNDI is abused.</summary>
internal static class RmiBytes
{
    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
        => bytes.Length >= 7 && bytes.StartsWith("JRMI\0"u8) && bytes[6] is 0x4B or 0x4C or 0x4D ? new Facts("rmi").Say("Java RMI call") : null;
}
