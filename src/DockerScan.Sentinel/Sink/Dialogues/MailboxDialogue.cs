namespace DockerScan.Sentinel.Sink.Dialogues;

/// <summary>POP3 and IMAP: any login is right, and the box is empty.</summary>
internal sealed class MailboxDialogue(bool imap) : LineDialogue
{
    public override byte[] Banner => imap ? "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n"u8.ToArray() : "+OK ready\r\n"u8.ToArray();

    protected override string? OnLine(string line)
    {
        if (!imap)
        {
            Close = Verb(line) == "QUIT";
            return Verb(line) == "STAT" ? "+OK 0 0\r\n" : "+OK\r\n";
        }

        var words = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2)
        {
            return null;
        }

        var tag = words[0].Length > 32 ? words[0][..32] : words[0];
        Close = words[1].Equals("LOGOUT", StringComparison.OrdinalIgnoreCase);
        var before = words[1].ToUpperInvariant() switch
        {
            "CAPABILITY" => "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n",
            "SELECT" => "* 0 EXISTS\r\n",
            "LOGOUT" => "* BYE\r\n",
            _ => string.Empty,
        };
        return $"{before}{tag} OK done\r\n";
    }
}
