using DockerScan.Sentinel.Gate.Filter;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Gate;

/// <summary>Waits until the inspector watches. Only the inspector of this run is believed.</summary>
internal sealed unsafe class GateWait(GateWords words) : IDisposable
{
    private const int PollMs = 5;
    private const int MaxMs = 15_000;
    private const short Readable = 1;

    private readonly byte[] _address = GateSocket.Address(words.Name);
    private int _connection = -1;

    /// <summary>True when the inspector said so; false when it did not in time. The filter is laid on the calling thread by then: it must be the one that becomes the command.</summary>
    public bool Run()
    {
        var end = Monotonic.Ms + MaxMs;
        while (Monotonic.Ms < end)
        {
            if (TryMeet())
            {
                // Laid once only: whoever comes this far has met the inspector.
                return HandOver() && Hears(end);
            }

            Thread.Sleep(PollMs);
        }

        return false;
    }

    /// <summary>Tells the inspector why the command did not start. When it does, the connection just ends.</summary>
    public void Refuse(int error)
    {
        var word = (byte)Math.Clamp(error, 1, byte.MaxValue);
        _ = LibC.Write(_connection, &word, 1);
    }

    public void Dispose()
    {
        if (_connection >= 0)
        {
            _ = LibC.Close(_connection);
            _connection = -1;
        }
    }

    private bool TryMeet()
    {
        const int stream = 1, closeOnExec = 0x80000;
        _connection = LibC.Socket(1, stream | closeOnExec, 0);
        if (_connection < 0)
        {
            return false;
        }

        fixed (byte* p = _address)
        {
            if (LibC.Connect(_connection, p, _address.Length) == 0 && IsInspector())
            {
                return true;
            }
        }

        Dispose();
        return false;
    }

    // Under the filter even this message would wait for the inspector, who does not have the listener yet: a thread that was
    // there before, and so is not under it, sends it.
    private bool HandOver()
    {
        using var laid = new ManualResetEventSlim();
        FilterLaid filter = default;
        var child = 0;
        var isSent = false;
        var sender = new Thread(() =>
        {
            laid.Wait();
            isSent = DescriptorPass.Send(_connection, filter.Mode, child, filter.Listener);
        });
        sender.Start();
        filter = FilterInstall.Lay(words.InspectorUid);
        child = HealthCheck.Prepare(words.Check, [_connection, filter.Listener]);
        laid.Set();
        sender.Join();
        return isSent;
    }

    // It lives in this PID namespace, and has the user that only it has.
    private bool IsInspector() => !Guards.AreOn || GateSocket.Peer(_connection) is (> 1, var uid) && uid == words.InspectorUid;

    private bool Hears(long end)
    {
        var left = Math.Max(1, end - Monotonic.Ms);
        var time = new LibC.TimeSpec { Seconds = left / 1000, Nanoseconds = left % 1000 * 1_000_000 };
        var descriptor = new LibC.PollDescriptor { Descriptor = _connection, Events = Readable };
        byte word = 0;
        return LibC.Poll(&descriptor, 1, &time, null) > 0 && LibC.Read(_connection, &word, 1) == 1 && word == GateSocket.Pass;
    }
}
