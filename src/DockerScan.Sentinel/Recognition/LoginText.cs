namespace DockerScan.Sentinel.Recognition;

/// <summary>A client of FTP (RFC 959) or of a mailbox (RFC 1939): both begin with USER.</summary>
internal static class LoginText
{
    private const int Pop3 = 110;

    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        if (!TextLines.StartsWith(bytes, "USER "u8) || bytes.IndexOf((byte)'\n') < 0)
        {
            return null;
        }

        var lines = TextLines.Of(bytes);
        var name = port == Pop3 ? "pop3" : "ftp";
        var facts = new Facts(name).Add("user", TextLines.After(lines, "USER ")).Add("password", TextLines.After(lines, "PASS "))
            .Add("store", TextLines.After(lines, "STOR ")).Add("retrieve", TextLines.After(lines, "RETR "));
        return facts.Say($"{name.ToUpperInvariant()} as {facts["user"] ?? "nobody"}");
    }
}
