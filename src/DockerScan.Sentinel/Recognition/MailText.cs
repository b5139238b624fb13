namespace DockerScan.Sentinel.Recognition;

/// <summary>A mail client (RFC 5321).</summary>
internal static class MailText
{
    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        if (!TextLines.StartsWith(bytes, "EHLO "u8) && !TextLines.StartsWith(bytes, "HELO "u8) && !TextLines.StartsWith(bytes, "MAIL FROM:"u8))
        {
            return null;
        }

        var lines = TextLines.Of(bytes);
        var (from, to) = (TextLines.After(lines, "MAIL FROM:"), TextLines.After(lines, "RCPT TO:"));
        var facts = new Facts("smtp").Add("helo", TextLines.After(lines, "EHLO ") ?? TextLines.After(lines, "HELO ")).Add("from", from).Add("to", to)
            .Add("subject", TextLines.After(lines, "Subject:"));
        return facts.Say($"SMTP as {facts["helo"] ?? "nobody"}{(facts["from"] is { } f ? $", from {f}" : string.Empty)}{(facts["to"] is { } t ? $", to {t}" : string.Empty)}");
    }
}
