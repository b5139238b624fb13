namespace DockerScan.Sentinel.Recognition;

/// <summary>An IRC client (RFC 2812): the old way of steering a botnet.</summary>
internal static class IrcText
{
    private static readonly string[] Verbs = ["NICK ", "USER ", "PASS ", "CAP ", "JOIN "];

    public static Recognition? Read(ReadOnlySpan<byte> bytes, int port)
    {
        if (bytes.IsEmpty || !"NUPCJnupcj"u8.Contains(bytes[0]))
        {
            return null;
        }

        var lines = TextLines.Of(bytes);
        if (!Verbs.Any(verb => lines[0].StartsWith(verb, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var (nick, user) = (TextLines.After(lines, "NICK "), User(lines));
        // FTP and mailboxes know USER and PASS too: with one word, and without a nick.
        if (nick is null && user is null && TextLines.After(lines, "CAP LS") is null)
        {
            return null;
        }

        var facts = new Facts("irc").Add("nick", nick?.TrimStart(':')).Add("user", user).Add("channel", TextLines.After(lines, "JOIN ")?.TrimStart(':'))
            .Add("password", TextLines.After(lines, "PASS ")?.TrimStart(':'));
        return facts.Say($"IRC{(facts["nick"] is { } n ? $" as {n}" : string.Empty)}{(facts["channel"] is { } c ? $", joins {c}" : string.Empty)}");
    }

    // USER name mode unused :real name
    private static string? User(List<string> lines)
        => TextLines.After(lines, "USER ") is { } user && user.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries) is { Length: 4 } words ? words[0] : null;
}
