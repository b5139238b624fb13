namespace DockerScan.Sentinel.Sink.Dialogues;

/// <summary>Any name and password open a shell that knows no command.</summary>
internal sealed class TelnetDialogue : LineDialogue
{
    private int _lines;

    public override byte[] Banner => "\r\nlogin: "u8.ToArray();

    protected override string? OnLine(string line) => _lines++ switch
    {
        0 => "Password: ",
        1 => "\r\n\r\nBusyBox v1.36.1 () built-in shell (ash)\r\n\r\n# ",
        _ => "# ",
    };
}
