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

        var banner = Recognizer.Detail(TextLines.Of(bytes)[0]);
        return new Recognition { Application = "ssh", Summary = $"SSH client {banner}", Details = { ["software"] = banner } };
    }
}
