namespace DockerScan.Sentinel.Recognition;

/// <summary>An IRC client (RFC 2812): the old way of steering a botnet.</summary>
internal static class IrcText
{
    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        if (!bytes.StartsWith("NICK "u8) && !bytes.StartsWith("USER "u8) && !bytes.StartsWith("PASS "u8) && !bytes.StartsWith("CAP LS"u8))
        {
            return null;
        }

        var lines = TextLines.Of(bytes);
        var nick = TextLines.After(lines, "NICK ");
        // FTP and POP3 know USER and PASS too, without a nick.
        if (nick is null && TextLines.After(lines, "CAP LS") is null)
        {
            return null;
        }

        var details = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in new[] { ("nick", nick), ("user", TextLines.After(lines, "USER ")), ("channel", TextLines.After(lines, "JOIN ")) })
        {
            if (!string.IsNullOrEmpty(value))
            {
                details[name] = Recognizer.Detail(value);
            }
        }

        var channel = details.GetValueOrDefault("channel");
        return new Recognition
        {
            Application = "irc",
            Summary = $"IRC{(nick is null ? string.Empty : $" as {Recognizer.Detail(nick)}")}{(channel is null ? string.Empty : $", joins {channel}")}",
            Details = details,
        };
    }
}
