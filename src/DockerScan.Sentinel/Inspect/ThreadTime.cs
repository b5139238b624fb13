using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Inspect;

/// <summary>The CPU time of the calling thread: on a busy machine the clock also counts the time that others had.</summary>
internal static unsafe class ThreadTime
{
    private const int ThreadCpuTime = 3;

    /// <summary>In nanoseconds.</summary>
    /// <exception cref="InvalidOperationException">The kernel does not tell.</exception>
    public static long Ns
    {
        get
        {
            LibC.TimeSpec time;
            Errno.Check(LibC.GetTime(ThreadCpuTime, &time), "clock_gettime");
            return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
        }
    }
}
