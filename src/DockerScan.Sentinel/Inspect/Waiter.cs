using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Waits until something happens or it is time to look again, and keeps this program's share of a core bounded.</summary>
internal sealed unsafe class Waiter
{
    // A quarter of a core in the long run. What is not used is saved, so that the first moments of a program, which
    // starts one helper after the other, get as much as they need.
    internal const int Share = 4;
    internal const long MaxCreditNs = 1_500_000_000;

    private const long IdleNs = 5_000_000;
    private const long HotNs = 100_000;
    private const long MaxRestNs = 200_000_000;
    private const short Readable = 1;

    private long _credit = MaxCreditNs;

    /// <param name="lookNs">CPU time of the last look, in nanoseconds.</param>
    /// <param name="isHot">True when a process may become another at any moment.</param>
    /// <param name="files">A descriptor that ends the wait when it is readable; negative for none.</param>
    /// <param name="gate">Another one.</param>
    public void Wait(long lookNs, bool isHot, int files, int gate)
    {
        var rest = Rest(lookNs, isHot);
        if (rest > 0)
        {
            Earn(Sleep(rest, -1, -1));
        }

        if (!isHot)
        {
            Earn(Sleep(IdleNs, files, gate));
        }
    }

    /// <summary>How long it must rest after such a look, whatever happens.</summary>
    internal long Rest(long lookNs, bool isHot)
    {
        _credit -= lookNs;
        var least = isHot ? HotNs : 0;
        return _credit > 0 ? least : Math.Clamp(lookNs * (Share - 1), least, MaxRestNs);
    }

    /// <summary>Time that passed without a look.</summary>
    internal void Earn(long ns) => _credit = Math.Min(MaxCreditNs, _credit + (ns / (Share - 1)));

    private static long Sleep(long ns, int first, int second)
    {
        var time = new LibC.TimeSpec { Seconds = ns / 1_000_000_000, Nanoseconds = ns % 1_000_000_000 };
        var descriptors = stackalloc LibC.PollDescriptor[2];
        descriptors[0] = new LibC.PollDescriptor { Descriptor = first, Events = Readable };
        descriptors[1] = new LibC.PollDescriptor { Descriptor = second, Events = Readable };
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        _ = LibC.Poll(descriptors, 2, &time, null);
        return (long)System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalNanoseconds;
    }
}
