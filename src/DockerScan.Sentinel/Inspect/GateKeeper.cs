using System.Globalization;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Gate;
using DockerScan.Sentinel.Gate.Filter;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Lets the gate go on, and tells that it did: listens until process 1, and nobody else, has connected once.</summary>
/// <param name="sink">The events.</param>
/// <param name="name">The name of this run.</param>
/// <param name="uid">The inspector's own user.</param>
/// <param name="identity">Learns who is the gate's child.</param>
/// <param name="answer">Begins to answer the calls that a listener tells. It owns the descriptor.</param>
internal sealed unsafe class GateKeeper(IEventSink sink, string name, int uid, GateIdentity identity, Action<int> answer) : IDisposable
{
    // An entrypoint may do all it does in a few milliseconds.
    private const int JustMs = 50;
    private const int TryAgain = 11;

    private int _listener = -1;
    private int _connection = -1;
    private bool _hasPassed;
    private long _openedMs;

    /// <summary>What to wait on: the listening socket, or the gate's connection until it has passed; -1 then.</summary>
    public int Descriptor => _hasPassed ? -1 : _connection >= 0 ? _connection : _listener;

    /// <summary>True in the first moments of the image's command, when looking must not pause.</summary>
    public bool IsJustOpened => _hasPassed && Monotonic.Ms - _openedMs < JustMs;

    public void Open()
    {
        const int stream = 1, nonBlocking = 0x800, closeOnExec = 0x80000;
        _listener = Errno.Check(LibC.Socket(1, stream | nonBlocking | closeOnExec, 0), "the gate's socket");
        var address = GateSocket.Address(name);
        fixed (byte* p = address)
        {
            Errno.Check(LibC.Bind(_listener, p, address.Length), "the gate's name");
            Errno.Check(LibC.Listen(_listener, 1), "the gate's socket");
        }
    }

    /// <summary>One step further, if there is one.</summary>
    public void Poll()
    {
        if (_listener >= 0)
        {
            Meet();
        }

        if (_connection < 0)
        {
            return;
        }

        if (_hasPassed)
        {
            Follow();
        }
        else
        {
            LetPass();
        }
    }

    public void Dispose()
    {
        Close(ref _listener);
        Close(ref _connection);
    }

    // Closes the socket when the gate has come, so that the target finds nothing.
    private void Meet()
    {
        const int nonBlocking = 0x800, closeOnExec = 0x80000;
        var connection = LibC.Accept(_listener, null, null, nonBlocking | closeOnExec);
        if (connection < 0)
        {
            return;
        }

        if (GateSocket.Peer(connection) is not { Pid: 1 } gate)
        {
            Close(ref connection);
            sink.Write(new FailureEvent("gate", "another than process 1 came to the gate"));
            return;
        }

        Close(ref _listener);
        if (IsOwn(gate.Uid, uid))
        {
            Close(ref connection);
            sink.Write(new FailureEvent("gate", "the image starts as the inspector's own user, so it was not let go"));
            return;
        }

        _connection = connection;
    }

    /// <summary>True when the image is started as the inspector's user: it would need no call that the filter refuses to signal the inspector.</summary>
    internal static bool IsOwn(int started, int inspector) => Guards.AreOn && inspector > 0 && started == inspector;

    // First whoever answers for the filter stands; then the word at which the gate goes on.
    private void LetPass()
    {
        if (DescriptorPass.Receive(_connection, out var child, out var listener) is not { } mode)
        {
            return;
        }

        if (mode == 0)
        {
            Close(ref _connection);
            sink.Write(new FailureEvent("gate", "it went away before it was let go"));
            return;
        }

        identity.Expect(child);
        if (listener >= 0)
        {
            answer(listener);
        }

        _hasPassed = true;
        _openedMs = Monotonic.Ms;
        sink.Write(new GateEvent(GateEvent.Passed, Watch(mode, listener)));
        var word = GateSocket.Pass;
        _ = LibC.Write(_connection, &word, 1);
    }

    private static string Watch(byte mode, int listener) => (mode, listener) switch
    {
        (FilterLaid.WithListener, >= 0) => GateEvent.ByNotification,
        (FilterLaid.None, _) => GateEvent.Unguarded,
        _ => GateEvent.ByLooking,
    };

    // The gate's end of the connection closes with its exec; a word before that says why there was none.
    private void Follow()
    {
        byte word = 0;
        var length = LibC.Read(_connection, &word, 1);
        if (length < 0 && Errno.Last == TryAgain)
        {
            return;
        }

        Close(ref _connection);
        sink.Write(length == 1
            ? new GateEvent(GateEvent.Refused, word.ToString(CultureInfo.InvariantCulture))
            : new GateEvent(GateEvent.Started, null));
    }

    private static void Close(ref int fd)
    {
        if (fd >= 0)
        {
            _ = LibC.Close(fd);
        }

        fd = -1;
    }
}
