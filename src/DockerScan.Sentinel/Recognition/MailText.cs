namespace DockerScan.Sentinel.Recognition;

/// <summary>A mail client (RFC 5321).</summary>
internal static class MailText
{
    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        if (!bytes.StartsWith("EHLO "u8) && !bytes.StartsWith("HELO "u8))
        {
            return null;
        }

        var lines = TextLines.Of(bytes);
        var details = new Dictionary<string, string>(StringComparer.Ordinal) { ["helo"] = Recognizer.Detail(lines[0][5..]) };
        foreach (var (name, verb) in new[] { ("from", "MAIL FROM:"), ("to", "RCPT TO:") })
        {
            if (TextLines.After(lines, verb) is { Length: > 0 } value)
            {
                details[name] = Recognizer.Detail(value);
            }
        }

        return new Recognition { Application = "smtp", Summary = $"SMTP {Recognizer.Detail(lines[0])}", Details = details };
    }
}
