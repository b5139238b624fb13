using System.Runtime.InteropServices;
using DockerScan.Sentinel.Gate;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Lets the gate go on: listens until it has connected once.</summary>
internal sealed unsafe class GateKeeper : IDisposable
{
    // An entrypoint may do all it does in a few milliseconds.
    private const int JustMs = 250;

    private int _fd = -1;
    private long _openedMs;

    /// <summary>True in the first moments of the image's command, when looking must not pause.</summary>
    public bool IsJustOpened => _fd < 0 && Monotonic.Ms - _openedMs < JustMs;

    public void Open()
    {
        const int stream = 1, nonBlocking = 0x800, closeOnExec = 0x80000;
        _fd = LibC.Socket(1, stream | nonBlocking | closeOnExec, 0);
        var address = LibC.AbstractAddress(GateSocket.Name);
        fixed (byte* p = address)
        {
            if (_fd < 0 || LibC.Bind(_fd, p, address.Length) < 0 || LibC.Listen(_fd, 1) < 0)
            {
                throw new InvalidOperationException($"the gate cannot be opened: error {Marshal.GetLastPInvokeError()}");
            }
        }
    }

    /// <summary>Closes the socket when the gate has come, so that the target finds nothing.</summary>
    public void Poll()
    {
        if (_fd < 0)
        {
            return;
        }

        var connection = LibC.Accept(_fd, null, null, 0);
        if (connection >= 0)
        {
            _ = LibC.Close(connection);
            _openedMs = Monotonic.Ms;
            Dispose();
        }
    }

    public void Dispose()
    {
        if (_fd >= 0)
        {
            _ = LibC.Close(_fd);
            _fd = -1;
        }
    }
}
