namespace DockerScan.Sentinel.Recognition;

/// <summary>The identification of SSH (RFC 4253, 4.2).</summary>
internal static class SshBanner
{
    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        if (!bytes.StartsWith("SSH-"u8))
        {
            return null;
        }

        var banner = TextLines.Of(bytes)[0];
        var parts = banner.Split('-', 3);
        return new Facts("ssh").Add("software", parts.Length == 3 ? parts[2] : banner).Add("version", parts[1]).Say($"SSH client {Facts.Shown(banner)}");
    }
}
