namespace DockerScan.Sentinel.Sink.Dialogues;

/// <summary>Welcomes whoever has a name and a user, and lets it into any channel.</summary>
internal sealed class IrcDialogue : LineDialogue
{
    private const int MaxWord = 64;
    private string _nick = "*";
    private bool _hasUser;
    private bool _welcomed;

    public override byte[] Banner => ":irc.example.net NOTICE * :*** Looking up your hostname...\r\n"u8.ToArray();

    protected override string? OnLine(string line)
    {
        var words = line.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries);
        var argument = words.Length > 1 ? Bounded(words[1]) : "*";
        switch (Verb(line))
        {
            case "NICK":
                _nick = argument;
                return Welcome();
            case "USER":
                _hasUser = true;
                return Welcome();
            case "CAP":
                return argument.Equals("LS", StringComparison.OrdinalIgnoreCase) ? ":irc.example.net CAP * LS :\r\n" : null;
            case "PING":
                return $":irc.example.net PONG irc.example.net {argument}\r\n";
            case "JOIN":
                return $":{_nick}!user@host JOIN {argument}\r\n:irc.example.net 353 {_nick} = {argument} :{_nick} @op\r\n:irc.example.net 366 {_nick} {argument} :End of /NAMES list.\r\n";
            case "QUIT":
                Close = true;
                return "ERROR :Closing Link\r\n";
            default:
                return null;
        }
    }

    private string? Welcome()
    {
        if (_welcomed || !_hasUser || _nick == "*")
        {
            return null;
        }

        _welcomed = true;
        return $":irc.example.net 001 {_nick} :Welcome\r\n:irc.example.net 002 {_nick} :Your host is irc.example.net\r\n:irc.example.net 376 {_nick} :End of /MOTD command.\r\n";
    }

    private static string Bounded(string word) => word.Length > MaxWord ? word[..MaxWord] : word;
}
