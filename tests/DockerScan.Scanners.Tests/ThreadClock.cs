using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DockerScan.Scanners.Tests;

/// <summary>What a thread took of a processor. What other tests and other programs take meanwhile is not in it, as it is in the time that went by.</summary>
internal static class ThreadClock
{
    private const int OfThread = 3;

    /// <summary>What work takes that stays on its thread; the time that went by when it does not.</summary>
    public static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var (thread, before, began) = (Environment.CurrentManagedThreadId, Now(), Stopwatch.GetTimestamp());
        await work();
        return thread == Environment.CurrentManagedThreadId ? Now() - before : Stopwatch.GetElapsedTime(began);
    }

    /// <summary>The same of work that waits for nothing.</summary>
    public static TimeSpan Time(Action work)
    {
        var before = Now();
        work();
        return Now() - before;
    }

    private static TimeSpan Now() => GetTime(OfThread, out var time) == 0 ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0) : throw new InvalidOperationException("no such clock");

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
