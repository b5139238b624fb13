namespace DockerScan.Sentinel.Sink.Dialogues;

internal sealed class FtpDialogue : LineDialogue
{
    public override byte[] Banner => "220 (vsFTPd 3.0.5)\r\n"u8.ToArray();

    protected override string? OnLine(string line)
    {
        switch (Verb(line))
        {
            case "USER":
                return "331 Please specify the password.\r\n";
            case "PASS":
                return "230 Login successful.\r\n";
            case "SYST":
                return "215 UNIX Type: L8\r\n";
            case "PWD":
                return "257 \"/\" is the current directory\r\n";
            case "CWD" or "DELE" or "MKD" or "RMD":
                return "250 Done.\r\n";
            case "PASV" or "EPSV" or "RETR" or "STOR" or "LIST":
                return "425 Can't open data connection.\r\n";
            case "QUIT":
                Close = true;
                return "221 Goodbye.\r\n";
            default:
                return "200 Ok.\r\n";
        }
    }
}
