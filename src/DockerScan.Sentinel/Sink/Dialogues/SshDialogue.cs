namespace DockerScan.Sentinel.Sink.Dialogues;

/// <summary>Gives the version line, so that the caller gives its own and its key exchange; goes no further.</summary>
internal sealed class SshDialogue(bool spoke) : Dialogue
{
    private bool _spoke = spoke;

    public override byte[] Banner => "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n"u8.ToArray();

    public override byte[] Answer(ReadOnlySpan<byte> bytes)
    {
        var answer = _spoke ? [] : Banner;
        _spoke = true;
        return answer;
    }
}
