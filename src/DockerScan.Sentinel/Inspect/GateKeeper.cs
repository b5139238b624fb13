using DockerScan.Sentinel.Gate;
using DockerScan.Sentinel.Netlink;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Lets the gate go on: listens until it has connected once.</summary>
internal sealed unsafe class GateKeeper : IDisposable
{
    // An entrypoint may do all it does in a few milliseconds.
    private const int JustMs = 50;

    private long _openedMs;

    /// <summary>The listening socket; -1 when the gate has passed.</summary>
    public int Descriptor { get; private set; } = -1;

    /// <summary>True in the first moments of the image's command, when looking must not pause.</summary>
    public bool IsJustOpened => Descriptor < 0 && Monotonic.Ms - _openedMs < JustMs;

    public void Open()
    {
        const int stream = 1, nonBlocking = 0x800, closeOnExec = 0x80000;
        Descriptor = Errno.Check(LibC.Socket(1, stream | nonBlocking | closeOnExec, 0), "the gate's socket");
        var address = LibC.AbstractAddress(GateSocket.Name);
        fixed (byte* p = address)
        {
            Errno.Check(LibC.Bind(Descriptor, p, address.Length), "the gate's name");
            Errno.Check(LibC.Listen(Descriptor, 1), "the gate's socket");
        }
    }

    /// <summary>Closes the socket when the gate has come, so that the target finds nothing; only then says the word at which the gate goes on.</summary>
    public void Poll()
    {
        if (Descriptor < 0)
        {
            return;
        }

        var connection = LibC.Accept(Descriptor, null, null, 0);
        if (connection >= 0)
        {
            Dispose();
            _openedMs = Monotonic.Ms;
            var word = GateSocket.Pass;
            _ = LibC.Write(connection, &word, 1);
            _ = LibC.Close(connection);
        }
    }

    public void Dispose()
    {
        if (Descriptor >= 0)
        {
            _ = LibC.Close(Descriptor);
            Descriptor = -1;
        }
    }
}
