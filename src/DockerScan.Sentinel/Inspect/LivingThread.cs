using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Inspect;

/// <summary>
/// Whose folder in /proc says what a process holds. It is that of its first thread, and empty once that one has ended while others go on:
/// then one of those is asked. What threads of one process hold is the same, as the gate's filter refuses those with a table of their own.
/// </summary>
internal sealed class LivingThread
{
    private const int MaxThreads = 64;

    private readonly ProcessReader _reader = new();
    private readonly List<int> _threads = [];

    /// <summary>The id to ask by: the process's own, unless its first thread has ended before others.</summary>
    /// <param name="pid">The process.</param>
    public int Of(int pid)
    {
        if (!_reader.TryReadStat(pid, out var first) || !first.IsDead
            || !ProcFile.ReadNumbers(new ProcPath(stackalloc byte[ProcPath.MaxLength]).Of(pid, "task"u8), _threads, MaxThreads))
        {
            return pid;
        }

        foreach (var thread in _threads)
        {
            // /proc/TID is there for every thread, though no list of /proc names it.
            if (_reader.TryReadStat(thread, out var stat) && !stat.IsDead)
            {
                return thread;
            }
        }

        return pid;
    }

    /// <summary>Lists what a process holds open.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="descriptors">Where the numbers go.</param>
    /// <param name="max">At most so many.</param>
    /// <returns>The id to ask for each of them by; 0 when there is nothing to ask.</returns>
    public int ListDescriptors(int pid, List<int> descriptors, int max)
    {
        Span<byte> buffer = stackalloc byte[ProcPath.MaxLength];
        var isRead = ProcFile.ReadNumbers(new ProcPath(buffer).Of(pid, "fd"u8), descriptors, max);
        if (isRead && descriptors.Count > 0)
        {
            return pid;
        }

        var living = Of(pid);
        return living == pid ? (isRead ? pid : 0)
            : ProcFile.ReadNumbers(new ProcPath(buffer).Of(living, "fd"u8), descriptors, max) ? living : 0;
    }
}
