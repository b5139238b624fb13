using System.Globalization;

namespace DockerScan.Scanners.Sandbox.Places;

/// <summary>This machine, as its kernel tells: <c>MemAvailable</c> of <c>/proc/meminfo</c> and the first line of <c>/proc/stat</c> (proc_meminfo(5), proc_stat(5)).</summary>
/// <param name="root">The folder of both files.</param>
internal sealed class LinuxMachine(string root = "/proc") : IMachine
{
    private const string Available = "MemAvailable:";
    private const string All = "cpu ";

    // user nice system idle iowait irq softirq steal; guest time, which may follow, is part of user's.
    private const int Idle = 3;
    private const int Waiting = 4;
    private const int Counted = 8;

    public MachineLoad? Read()
    {
        try
        {
            var memory = File.ReadLines(Path.Combine(root, "meminfo")).FirstOrDefault(line => line.StartsWith(Available, StringComparison.Ordinal));
            var processors = File.ReadLines(Path.Combine(root, "stat")).TakeWhile(line => line.StartsWith("cpu", StringComparison.Ordinal)).ToList();
            var ticks = processors.FirstOrDefault(line => line.StartsWith(All, StringComparison.Ordinal))?[All.Length..]
                .Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(Counted).Select(Number).ToList();
            return memory is not null && ticks is { Count: Counted } && processors.Count > 1
                ? new MachineLoad(Number(memory[Available.Length..].Replace("kB", string.Empty, StringComparison.Ordinal)) << 10, ticks[Idle] + ticks[Waiting], ticks.Sum(), processors.Count - 1)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            return null;
        }
    }

    private static long Number(string text) => long.Parse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture);
}
