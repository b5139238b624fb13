using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Output;

/// <summary>
/// Knows whether somebody still watches: the host holds the standard input of each role open, and the engine closes it when
/// the host is gone, however it went. An engine that dies itself closes nothing, so there is a last moment, too.
/// </summary>
internal static unsafe class HostWatch
{
    private const int StandardInput = 0;
    private const short Readable = 1;
    private const int BufferBytes = 64;

    /// <summary>Returns when the host is gone, or when the time is over.</summary>
    /// <param name="maxSeconds">The time; 0 for no end.</param>
    public static string Wait(int maxSeconds)
    {
        var end = Monotonic.Ms + (maxSeconds * 1000L);
        var buffer = stackalloc byte[BufferBytes];
        var descriptor = new LibC.PollDescriptor { Descriptor = StandardInput, Events = Readable };
        while (true)
        {
            var left = maxSeconds == 0 ? int.MaxValue : end - Monotonic.Ms;
            if (left <= 0)
            {
                return "the time is over";
            }

            var time = new LibC.TimeSpec { Seconds = left / 1000, Nanoseconds = left % 1000 * 1_000_000 };
            // What is said is of no interest, only that somebody could say something. A failing poll is a signal's.
            if (LibC.Poll(&descriptor, 1, &time, null) > 0 && LibC.Read(StandardInput, buffer, BufferBytes) <= 0)
            {
                return "the host is gone";
            }
        }
    }
}
