using Recognized = DockerScan.Sentinel.Recognition.Recognition;

namespace DockerScan.Sentinel.Sink.Dialogues;

/// <summary>Our side of a conversation: just enough of a protocol that the caller shows what it is after.</summary>
internal abstract class Dialogue
{
    /// <summary>What a server of this protocol says first; empty when the caller begins.</summary>
    public virtual byte[] Banner => [];

    /// <summary>True when the connection should be closed after the answer.</summary>
    public bool Close { get; protected set; }

    /// <summary>True when something else is spoken from now on, as after CONNECT.</summary>
    public bool IsOver { get; protected set; }

    /// <summary>What the dialogue itself knows to be spoken; null leaves it to the recogniser.</summary>
    public virtual Recognized? Seen => null;

    /// <summary>True when <see cref="Seen"/> has changed since it was read.</summary>
    public virtual bool HasNews => false;

    /// <summary>True when lines of JSON in it are something else than what is said to a pool: a request's body, random bytes.</summary>
    public virtual bool HasForeignLines => false;

    /// <summary>The answer to the bytes that came; may be empty. Must not throw, whatever they are.</summary>
    public abstract byte[] Answer(ReadOnlySpan<byte> bytes);
}

/// <summary>Listens only.</summary>
internal sealed class SilentDialogue : Dialogue
{
    public override bool HasForeignLines => true;

    public override byte[] Answer(ReadOnlySpan<byte> bytes) => [];
}
