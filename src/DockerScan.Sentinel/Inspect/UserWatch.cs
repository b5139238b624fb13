using System.Buffers.Text;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Gate.Filter;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Looks for the inspector's own user among the target's processes: who has it, in any thread, may signal the inspector.</summary>
internal sealed class UserWatch(IEventSink sink, int uid)
{
    // Of one process in one look; a process of thousands of threads is looked at in turns.
    private const int MaxThreads = 64;
    private const int MaxPerPass = 512;

    private readonly byte[] _status = new byte[1024];
    private readonly List<int> _threads = [];
    private readonly HashSet<int> _told = [];
    private int _first;
    private int _turn;

    public void Scan(Tracked[] processes)
    {
        if (uid <= 0 || !Guards.AreOn)
        {
            return;
        }

        _turn++;
        var looked = 0;
        for (var i = 0; i < processes.Length && looked < MaxPerPass; i++)
        {
            var process = processes[(_first + i) % processes.Length];
            looked += Look(process);
            if (looked >= MaxPerPass)
            {
                // The others come first at the next look.
                _first = (_first + i + 1) % processes.Length;
            }
        }
    }

    /// <summary>True when one of the four users of a process, as its status has them, is this one.</summary>
    internal static bool Has(ReadOnlySpan<byte> status, int uid)
    {
        foreach (var range in status.Split((byte)'\n'))
        {
            var line = status[range];
            if (!line.StartsWith("Uid:"u8))
            {
                continue;
            }

            var rest = line[4..];
            while (rest.Length > 0)
            {
                rest = rest.TrimStart("\t "u8);
                if (!Utf8Parser.TryParse(rest, out uint number, out var used))
                {
                    return false;
                }

                if (number == (uint)uid)
                {
                    return true;
                }

                rest = rest[used..];
            }

            return false;
        }

        return false;
    }

    private int Look(Tracked process)
    {
        var path = new ProcPath(stackalloc byte[ProcPath.MaxLength]);
        if (!ProcFile.ReadNumbers(path.Of(process.Pid, "task"u8), _threads, int.MaxValue))
        {
            return 1;
        }

        var count = Math.Min(_threads.Count, MaxThreads);
        for (var i = 0; i < count; i++)
        {
            var thread = _threads[((_turn * MaxThreads) + i) % _threads.Count];
            // /proc/TID is there for every thread, though no list of /proc names it.
            var length = ProcFile.Read(thread, "status"u8, _status);
            if (length > 0 && Has(_status.AsSpan(0, length), uid) && _told.Add(process.Pid))
            {
                sink.Write(new AttackEvent(AttackEvent.Became, process.Pid, process.Facts.Command));
            }
        }

        return count + 1;
    }
}
