using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Turns the kernel's start times into the clock of the events.</summary>
internal static unsafe class Clock
{
    // Ticks in /proc are hundredths of a second on every Linux that .NET knows (USER_HZ).
    public const int TickMs = 10;
    private const int BootTime = 7;

    // Start times also count the time that a machine was suspended.
    private static readonly long SuspendedMs = Suspended();

    public static long StartedMs(long startTicks) => (startTicks * TickMs) - SuspendedMs;

    private static long Suspended()
    {
        LibC.TimeSpec time;
        return LibC.GetTime(BootTime, &time) < 0 ? 0 : Math.Max(0, (time.Seconds * 1000) + (time.Nanoseconds / 1_000_000) - Monotonic.Ms);
    }
}
