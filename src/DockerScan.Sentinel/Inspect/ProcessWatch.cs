using System.Globalization;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>The process table over time.</summary>
internal sealed class ProcessWatch(IEventSink sink, Drops drops, ExecutableHasher hasher)
{
    /// <summary>How many processes are told one by one.</summary>
    internal const int MaxTold = 4096;

    private const int MaxAlive = 8192;
    private const int YoungMs = 2000;
    private const int RereadMs = 250;

    // Ticks in /proc are hundredths of a second on every Linux that .NET knows (USER_HZ).
    private const int TickMs = 10;

    private readonly Dictionary<int, Tracked> _alive = [];
    private readonly HashSet<(string?, string, int)> _kinds = [];
    private readonly List<int> _pids = [];
    private readonly List<int> _gone = [];
    private readonly HashSet<int> _present = [];
    private long _exitedTicks;
    private int _told;

    public IReadOnlyCollection<Tracked> Alive => _alive.Values;

    public int AliveCount => _alive.Values.Count(each => each.IsTold);

    public long CpuMs => (_exitedTicks + _alive.Values.Where(each => each.IsTold).Sum(each => each.Facts.CpuTicks)) * TickMs;

    /// <summary>Looks once; true when there is a process that was not there before.</summary>
    public bool Scan()
    {
        if (!ProcFile.ReadNumbers("/proc", _pids, MaxAlive))
        {
            throw new InvalidOperationException("/proc cannot be read");
        }

        var now = Monotonic.Ms;
        var isNew = false;
        _present.Clear();
        foreach (var pid in _pids)
        {
            _present.Add(pid);
            if (pid != Environment.ProcessId)
            {
                isNew |= Look(pid, now);
            }
        }

        Forget(now);
        return isNew;
    }

    private bool Look(int pid, long now)
    {
        if (!_alive.TryGetValue(pid, out var tracked))
        {
            if (ProcessFacts.Read(pid) is not { } facts)
            {
                return false;
            }

            tracked = new Tracked(pid, facts, now) { NextReadMs = now };
            _alive.Add(pid, tracked);
            Tell(tracked);
            return true;
        }

        if (now < tracked.NextReadMs || ProcessFacts.Read(pid) is not { } current)
        {
            return false;
        }

        // A young one is read at every look: between fork and exec it still looks like its parent.
        tracked.NextReadMs = now - tracked.SeenMs < YoungMs ? now : now + RereadMs;
        return Update(tracked, current, now);
    }

    private bool Update(Tracked tracked, ProcessFacts current, long now)
    {
        var old = tracked.Facts;
        if (old.StartTicks != current.StartTicks)
        {
            // The number was given to another process between two looks.
            End(tracked);
            var next = new Tracked(tracked.Pid, current, now);
            _alive[tracked.Pid] = next;
            Tell(next);
            return true;
        }

        if (current.Executable is null && old.Executable is not null)
        {
            // Ended, and not yet waited for: what it was is known, and its CPU time is final.
            tracked.Facts = old with { CpuTicks = current.CpuTicks };
            return false;
        }

        tracked.Facts = current;
        if (!tracked.IsTold || (old.Executable, old.Command, old.Uid, old.RealUid, old.Capabilities)
            != (current.Executable, current.Command, current.Uid, current.RealUid, current.Capabilities))
        {
            Tell(tracked);
        }

        return false;
    }

    private void Tell(Tracked tracked)
    {
        var facts = tracked.Facts;
        if (IsOurs(facts, tracked.Pid))
        {
            return;
        }

        tracked.IsTold = true;
        var isKnownKind = !_kinds.Add((facts.Executable, facts.Command, facts.Uid));
        if (_told >= MaxTold)
        {
            // The same command by the same user again says nothing new; anything else is a loss.
            if (!isKnownKind)
            {
                _kinds.Remove((facts.Executable, facts.Command, facts.Uid));
                drops.Add("processes");
            }

            return;
        }

        _told++;
        var isMemoryOnly = facts.Executable?.StartsWith("/memfd:", StringComparison.Ordinal) == true;
        var isDeleted = !isMemoryOnly && IsDeleted(tracked.Pid, facts.Executable);
        var e = new ProcessEvent
        {
            Pid = tracked.Pid,
            ParentPid = facts.ParentPid,
            StartedMs = facts.StartTicks * TickMs,
            Executable = facts.Executable is null ? null : TargetText.Cut(isDeleted ? WithoutMark(facts.Executable) : facts.Executable),
            Command = facts.Command,
            Uid = facts.Uid,
            RealUid = facts.RealUid,
            Capabilities = facts.Capabilities,
            IsDeleted = isDeleted,
            IsMemoryOnly = isMemoryOnly,
        };
        sink.Write(e);
        if (isDeleted || isMemoryOnly)
        {
            hasher.Add(e);
        }
    }

    private void Forget(long now)
    {
        _gone.Clear();
        _gone.AddRange(_alive.Keys.Where(pid => !_present.Contains(pid)));
        foreach (var pid in _gone)
        {
            End(_alive[pid]);
            _alive.Remove(pid);
        }
    }

    private void End(Tracked tracked)
    {
        _exitedTicks += tracked.IsTold ? tracked.Facts.CpuTicks : 0;
        if (tracked.IsTold)
        {
            sink.Write(new ExitEvent(tracked.Pid, tracked.Facts.StartTicks * TickMs, tracked.Facts.CpuTicks * TickMs));
        }
    }

    /// <summary>The gate before its exec, and the runtime on its way into the namespace (its parent is outside: 0).</summary>
    private static bool IsOurs(ProcessFacts facts, int pid)
        => (pid == 1 && facts.Executable == "/.init" && facts.Command.StartsWith("/.init gate", StringComparison.Ordinal))
            || (pid != 1 && facts.ParentPid == 0 && (facts.Executable?.Contains("runc", StringComparison.Ordinal) ?? true)
                && (facts.Command.EndsWith(" init", StringComparison.Ordinal) || facts.Command.StartsWith('[')));

    // A file may really be named "x (deleted)"; then the link of a living one ends so, too, and the path is there.
    private static bool IsDeleted(int pid, string? executable)
        => executable?.EndsWith(Mark, StringComparison.Ordinal) == true
            && !File.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/root{executable}"));

    private const string Mark = " (deleted)";

    private static string WithoutMark(string path) => path[..^Mark.Length];
}
