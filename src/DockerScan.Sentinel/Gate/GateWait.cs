using DockerScan.Sentinel.Inspect;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Gate;

/// <summary>Waits until the inspector watches.</summary>
internal static unsafe class GateWait
{
    private const int PollMs = 5;
    private const int MaxMs = 15_000;
    private const short Readable = 1;

    /// <summary>True when the inspector said so; false when it did not in time.</summary>
    public static bool Run()
    {
        var end = Monotonic.Ms + MaxMs;
        while (Monotonic.Ms < end)
        {
            if (TryPass(end))
            {
                return true;
            }

            Thread.Sleep(PollMs);
        }

        return false;
    }

    private static bool TryPass(long end)
    {
        const int stream = 1, closeOnExec = 0x80000;
        var fd = LibC.Socket(1, stream | closeOnExec, 0);
        if (fd < 0)
        {
            return false;
        }

        var address = LibC.AbstractAddress(GateSocket.Name);
        fixed (byte* p = address)
        {
            // A connection alone says nothing: an inspector that ended in between must not let the image's command start unseen.
            var isOpen = LibC.Connect(fd, p, address.Length) == 0 && Hears(fd, end);
            _ = LibC.Close(fd);
            return isOpen;
        }
    }

    private static bool Hears(int fd, long end)
    {
        var left = Math.Max(1, end - Monotonic.Ms);
        var time = new LibC.TimeSpec { Seconds = left / 1000, Nanoseconds = left % 1000 * 1_000_000 };
        var descriptor = new LibC.PollDescriptor { Descriptor = fd, Events = Readable };
        byte word = 0;
        return LibC.Poll(&descriptor, 1, &time, null) > 0 && LibC.Read(fd, &word, 1) == 1 && word == GateSocket.Pass;
    }
}
