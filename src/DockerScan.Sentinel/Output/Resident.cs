using System.Globalization;

namespace DockerScan.Sentinel.Output;

/// <summary>This process's own memory.</summary>
internal static class Resident
{
    /// <summary>Resident set in KiB; the second number of statm is in pages.</summary>
    public static long KiB()
        => long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1], CultureInfo.InvariantCulture) * (Environment.SystemPageSize / 1024);
}
