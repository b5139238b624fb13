namespace DockerScan.Sentinel.Recognition;

/// <summary>Telnet's negotiation (RFC 854).</summary>
internal static class TelnetBytes
{
    private const byte Command = 0xFF;

    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        // WILL, WON'T, DO, DON'T and an option below 50, or a subnegotiation.
        if (bytes.Length < 3 || bytes[0] != Command || bytes[1] is not (>= 250 and <= 254) || bytes[2] >= 50)
        {
            return null;
        }

        var at = 0;
        while (at + 2 < bytes.Length && bytes[at] == Command)
        {
            at += 3;
        }

        var text = bytes[Math.Min(at, bytes.Length)..].Trim("\r\n\0 "u8);
        return new Facts("telnet").Add("text", text).Say($"Telnet{(text.IsEmpty ? string.Empty : $", {Facts.Shown(text[..Math.Min(text.Length, 80)])}")}");
    }
}
