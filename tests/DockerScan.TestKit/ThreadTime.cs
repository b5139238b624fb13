using System.ComponentModel;
using System.Runtime.InteropServices;

namespace DockerScan.TestKit;

/// <summary>How long a piece of work had a processor on this thread: whatever else a busy machine does is not counted, which a clock on the wall would.</summary>
public static class ThreadTime
{
    // <time.h> of Linux: CLOCK_THREAD_CPUTIME_ID.
    private const int OfThisThread = 3;

    /// <summary>The time of one round; the work must end on the thread that it began on.</summary>
    public static TimeSpan Of(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var begin = Now();
        work();
        return Now() - begin;
    }

    /// <summary>The shortest of several rounds.</summary>
    public static TimeSpan Best(int rounds, Action work) => Enumerable.Range(0, rounds).Select(_ => Of(work)).Min();

    private static TimeSpan Now()
        => ClockGetTime(OfThisThread, out var time) == 0 ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / 100) : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [DllImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
