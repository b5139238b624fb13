namespace DockerScan.Sentinel.Sink.Dialogues;

internal sealed class SmtpDialogue : LineDialogue
{
    private bool _inData;
    private int _credentials;

    public override byte[] Banner => "220 mail.example.net ESMTP Postfix\r\n"u8.ToArray();

    protected override string? OnLine(string line)
    {
        if (_inData)
        {
            _inData = line != ".";
            return _inData ? null : "250 2.0.0 Ok: queued as 4F2A1C0B\r\n";
        }

        if (_credentials > 0)
        {
            return --_credentials > 0 ? "334 UGFzc3dvcmQ6\r\n" : "235 2.7.0 Authentication successful\r\n";
        }

        switch (Verb(line))
        {
            case "EHLO":
                return "250-mail.example.net\r\n250-SIZE 10240000\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME\r\n";
            case "DATA":
                _inData = true;
                return "354 End data with <CR><LF>.<CR><LF>\r\n";
            case "AUTH":
                return Auth(line.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries));
            case "QUIT":
                Close = true;
                return "221 2.0.0 Bye\r\n";
            default:
                return "250 2.0.0 Ok\r\n";
        }
    }

    private string Auth(string[] words)
    {
        if (words.Length >= 3 && words[1].Equals("PLAIN", StringComparison.OrdinalIgnoreCase))
        {
            return "235 2.7.0 Authentication successful\r\n";
        }

        var isLogin = words.Length >= 2 && words[1].Equals("LOGIN", StringComparison.OrdinalIgnoreCase);
        _credentials = isLogin && words.Length == 2 ? 2 : 1;
        return !isLogin ? "334 \r\n" : words.Length == 2 ? "334 VXNlcm5hbWU6\r\n" : "334 UGFzc3dvcmQ6\r\n";
    }
}
