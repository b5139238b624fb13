namespace DockerScan.Sentinel.Recognition;

/// <summary>Recognises a protocol by its first bytes.</summary>
internal static class Recognizer
{
    public static Recognition? Recognize(ReadOnlySpan<byte> bytes, int port) =>
        bytes.StartsWith("GET "u8) || bytes.StartsWith("POST "u8) ? new Recognition { Application = "http", Summary = "HTTP" }
        : bytes.IndexOf("uid="u8) >= 0 ? new Recognition { Application = "shell", Summary = "A shell" }
        : null;
}
