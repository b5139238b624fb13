namespace DockerScan.Sentinel.Inspect;

/// <summary>Waits until something happens or it is time to look again, and keeps this program's share of a core bounded.</summary>
internal static unsafe class Waiter
{
    // After each look it rests at least this many times as long as the look took: at most a quarter of a core.
    private const int Rest = 3;
    private const long IdleNs = 5_000_000;
    private const long HotNs = 100_000;
    private const long MaxRestNs = 200_000_000;
    private const short Readable = 1;

    /// <param name="lookNs">How long the last look took.</param>
    /// <param name="isHot">True when a process may become another at any moment.</param>
    /// <param name="files">A descriptor that ends the wait when it is readable; negative for none.</param>
    /// <param name="gate">Another one.</param>
    public static void Wait(long lookNs, bool isHot, int files, int gate)
    {
        var rest = Math.Min(lookNs * Rest, MaxRestNs);
        var (least, most) = (rest, Math.Max(rest, isHot ? HotNs : IdleNs));
        if (isHot || least > HotNs)
        {
            // Nothing may cut this short.
            Sleep(isHot ? most : least, -1, -1);
            most -= isHot ? most : least;
        }

        if (most > 0)
        {
            Sleep(most, files, gate);
        }
    }

    private static void Sleep(long ns, int first, int second)
    {
        var time = new LibC.TimeSpec { Seconds = ns / 1_000_000_000, Nanoseconds = ns % 1_000_000_000 };
        var descriptors = stackalloc LibC.PollDescriptor[2];
        descriptors[0] = new LibC.PollDescriptor { Descriptor = first, Events = Readable };
        descriptors[1] = new LibC.PollDescriptor { Descriptor = second, Events = Readable };
        _ = LibC.Poll(descriptors, 2, &time, null);
    }
}
