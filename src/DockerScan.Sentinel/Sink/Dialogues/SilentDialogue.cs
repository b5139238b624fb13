namespace DockerScan.Sentinel.Sink.Dialogues;

/// <summary>Listens only.</summary>
internal sealed class SilentDialogue : Dialogue
{
    public override byte[] Answer(ReadOnlySpan<byte> bytes) => [];
}
