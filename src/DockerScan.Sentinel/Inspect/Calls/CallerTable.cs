using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect.Calls;

/// <summary>Finds the process of a calling thread, and remembers it for a moment: a flood of calls comes from few threads.</summary>
internal sealed class CallerTable
{
    private const int MaxKnown = 4096;
    private const int KnownMs = 250;

    private readonly Dictionary<int, (Caller Caller, long UntilMs)> _known = [];
    private readonly byte[] _buffer = new byte[1024];

    /// <summary>Null when it is gone.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="isFresh">True asks the kernel in any case.</param>
    public Caller? Find(int thread, bool isFresh = false)
    {
        var now = Monotonic.Ms;
        if (!isFresh && _known.TryGetValue(thread, out var known) && now < known.UntilMs)
        {
            return known.Caller;
        }

        if (Read(thread) is not { } caller)
        {
            return null;
        }

        if (_known.Count >= MaxKnown)
        {
            _known.Clear();
        }

        _known[thread] = (caller, now + KnownMs);
        return caller;
    }

    private Caller? Read(int thread)
    {
        // /proc/TID is there for every thread, though no list of /proc names it.
        var length = ProcFile.Read(thread, "status"u8, _buffer);
        if (length <= 0 || !ProcStatus.TryParse(_buffer.AsSpan(0, length), out var status))
        {
            return null;
        }

        length = ProcFile.Read(status.Group, "stat"u8, _buffer);
        return length > 0 && ProcStat.TryParse(_buffer.AsSpan(0, length), out var stat)
            ? new Caller(status.Group, stat.Parent, stat.StartTicks, status.Uid, status.RealUid)
            : null;
    }
}

/// <summary>The process that a calling thread belongs to.</summary>
internal sealed record Caller(int Pid, int Parent, long StartTicks, int Uid, int RealUid);
