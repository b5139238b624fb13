using System.Diagnostics;

namespace DockerScan.Sentinel.Output;

/// <summary>CLOCK_MONOTONIC in milliseconds, the clock that all roles of one engine share.</summary>
internal static class Monotonic
{
    public static long Ms => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1000);
}
