namespace DockerScan.Sentinel.Sink.Dialogues;

/// <summary>A proxy that lets everyone through; what goes through is another dialogue.</summary>
internal sealed class SocksDialogue : Dialogue
{
    private bool _greeted;

    public override byte[] Answer(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 0 && bytes[0] == 4)
        {
            IsOver = true;
            return [0, 0x5A, 0, 0, 0, 0, 0, 0];
        }

        if (!_greeted)
        {
            _greeted = true;
            return [5, 0];
        }

        IsOver = true;
        return [5, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    }
}
