using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>The process table over time.</summary>
internal sealed class ProcessWatch(ProcessTeller teller, Drops drops, GateIdentity gate) : IDisposable
{
    private const int MaxAlive = 8192;
    private const int MaxMet = 128;
    private const int MaxAlerted = 32;

    private readonly ProcessReader _reader = new();
    private readonly PidCursor _cursor = new();
    private readonly Dictionary<int, Tracked> _alive = [];
    private readonly List<Tracked> _hot = [];
    private readonly List<int> _pids = [];
    private readonly HashSet<int> _present = [];
    private readonly Unborn _unborn = new();
    private readonly CpuTotal _cpu = new();
    private readonly List<int> _gone = [];
    private int _lastPid = -1;
    private long _lookedMs;
    private long _nextSweepMs;
    private bool _isDirty;

    /// <summary>The target's processes: a new array whenever they change, so that another thread may read it.</summary>
    public Tracked[] Targets { get; private set; } = [];

    /// <summary>CPU time of all processes seen, in milliseconds.</summary>
    public long CpuMs => _cpu.Ms(Targets);

    /// <summary>Looks once; true when there is a process that was not there before, or a known one became another.</summary>
    /// <param name="now">The time, in milliseconds.</param>
    public bool Look(long now)
    {
        var isNew = !_unborn.IsEmpty && Retry(now);
        isNew |= Meet(now);
        isNew |= LookAgain(now);
        if (now >= _nextSweepMs)
        {
            var began = ThreadTime.Ns;
            isNew |= Sweep(now);
            _nextSweepMs = now + LookTiming.SweepPause(ThreadTime.Ns - began);
        }

        if (_isDirty)
        {
            Targets = [.. _alive.Values.Where(each => each.IsTarget)];
            _isDirty = false;
        }

        _lookedMs = now;
        return isNew;
    }

    /// <summary>True when each start is told before it happens, so that nothing can come and go unseen between two looks.</summary>
    public bool IsTold { get; set; }

    /// <summary>True when there is no such child of process 1 any more.</summary>
    public bool IsGone(int pid) => !_reader.TryReadStat(pid, out var stat) || stat.IsDead || stat.Parent != 1;

    /// <summary>Takes over what was told of a process before it happened.</summary>
    /// <param name="seen">It.</param>
    /// <param name="now">The time, in milliseconds.</param>
    public void Take(SeenProcess seen, long now)
    {
        if (_alive.TryGetValue(seen.Pid, out var process) && process.Facts.StartTicks != seen.Facts.StartTicks)
        {
            End(seen.Pid);
            process = null;
        }

        if (process is null)
        {
            process = new Tracked(seen.Pid, seen.Facts, now) { NextReadMs = now + LookTiming.FirstRereadMs };
            _alive[seen.Pid] = process;
        }
        else if (process.Facts.Image != seen.Facts.Image)
        {
            process.Generation++;
            process.ChangedMs = now;
            process.Facts = seen.Facts;
        }

        (process.IsHeld, process.IsTold) = (false, true);
        process.SettlesMs = now + LookTiming.SettleMs;
        gate.Started(seen.Pid);
        Heat(process, now + LookTiming.HotMs);
        _isDirty |= !process.IsTarget;
        process.IsTarget = true;
    }

    /// <summary>True while a process is so young that it may become another at any moment.</summary>
    public bool IsHot => _hot.Count > 0;

    /// <summary>An executable was opened: one of the known processes may be about to become it. When there are few, all are looked at for a moment.</summary>
    /// <param name="now">The time, in milliseconds.</param>
    public void Alert(long now)
    {
        var targets = Targets;
        if (targets.Length > MaxAlerted)
        {
            return;
        }

        foreach (var process in targets)
        {
            Heat(process, now + LookTiming.AlertMs);
        }
    }

    public void Dispose() => _cursor.Dispose();

    // A method of its own: the loop must not make garbage while there is nothing to retry.
    private bool Retry(long now) => _unborn.Retry(now, pid => _alive.ContainsKey(pid) || Add(pid, now));

    // By the numbers that were given out since the last look, threads among them.
    private bool Meet(long now)
    {
        var last = _cursor.Last;
        var (from, isKnown) = (_lastPid, _lastPid >= 0 && last >= 0);
        _lastPid = last;
        var pauseMs = _lookedMs > 0 ? now - _lookedMs : 0;
        if (!isKnown || last < from || last - from > MaxMet)
        {
            // Too many, around the highest number, or it cannot be known: the whole folder.
            _nextSweepMs = now;
            CountLost(pauseMs, Math.Max(0, last - from));
            return false;
        }

        var isNew = false;
        var missed = 0;
        for (var pid = from + 1; pid <= last; pid++)
        {
            if (_alive.ContainsKey(pid))
            {
                continue;
            }

            var isThere = Add(pid, now);
            isNew |= isThere;
            if (!isThere && pid != Environment.ProcessId && !_reader.TryReadStat(pid, out _))
            {
                missed++;
                _unborn.Add(pid, now);
            }
        }

        CountLost(pauseMs, missed);
        return isNew;
    }

    private void CountLost(long pauseMs, int missed)
    {
        if (!IsTold && LookTiming.IsLoss(pauseMs, missed))
        {
            drops.Add("processes");
        }
    }

    private bool Add(int pid, long now)
    {
        if (pid == Environment.ProcessId || _reader.Read(pid, out var stat) is not { } facts)
        {
            return false;
        }

        var process = new Tracked(pid, facts, now) { NextReadMs = now + LookTiming.FirstRereadMs, CpuTicks = stat.CpuTicks, ChildTicks = stat.ChildTicks };
        _alive[pid] = process;
        Heat(process, now + LookTiming.HotMs);
        if (_alive.TryGetValue(facts.ParentPid, out var starter))
        {
            // Whoever starts another has become what it is: on a busy machine perhaps only now.
            Heat(starter, now + LookTiming.AlertMs);
        }

        process.IsTarget = !gate.IsOurs(pid, facts);
        _isDirty |= process.IsTarget;
        if (process.IsTarget)
        {
            process.IsHeld = !stat.IsDead && (!facts.HasCommand
                || (starter is not null && starter.Facts.Image == facts.Image && starter.Facts.Rights == facts.Rights));
            if (!process.IsHeld)
            {
                teller.Tell(process);
            }
        }

        return true;
    }

    // Between fork and exec a process looks like its parent, and some live only for a millisecond after.
    private bool LookAgain(long now)
    {
        var isNew = false;
        for (var i = _hot.Count - 1; i >= 0; i--)
        {
            var process = _hot[i];
            var image = _reader.ReadImage(process.Pid);
            if (image != 0 && image != process.Facts.Image && now >= process.SettlesMs)
            {
                isNew |= Update(process, now);
            }

            if (i >= _hot.Count || _hot[i] != process)
            {
                continue; // Its number is another's already.
            }

            if (process.IsHeld && (image == 0 || now - process.ChangedMs >= LookTiming.HeldMs))
            {
                TellHeld(process);
            }

            if ((image == 0 || now >= process.HotUntilMs) && (process.IsTarget || process.Pid != 1))
            {
                process.HotUntilMs = 0;
                _hot.RemoveAt(i);
            }
        }

        return isNew;
    }

    // What has ended without being seen in between has at least its last name.
    private void TellHeld(Tracked process)
    {
        if (gate.IsOurs(process.Pid, process.Facts))
        {
            // Whoever it is was not known yet as it appeared.
            (process.IsTarget, process.IsHeld, _isDirty) = (false, false, true);
            return;
        }

        if (_reader.Read(process.Pid, out var stat) is { Executable: null } dead && stat.IsDead && stat.StartTicks == process.Facts.StartTicks)
        {
            process.Facts = process.Facts.HasCommand ? dead : process.Facts with { Command = dead.Command };
        }

        teller.Tell(process);
    }

    private bool Sweep(long now)
    {
        if (!ProcFile.ReadNumbers("/proc\0"u8, _pids, MaxAlive))
        {
            throw new InvalidOperationException("/proc cannot be read");
        }

        if (_pids.Count >= MaxAlive)
        {
            drops.Add("processes");
        }

        var isNew = false;
        _present.Clear();
        foreach (var pid in _pids)
        {
            _present.Add(pid);
            if (!_alive.TryGetValue(pid, out var process))
            {
                isNew |= Add(pid, now);
            }
            else if (now >= process.NextReadMs)
            {
                isNew |= Reread(process, now);
            }
        }

        _gone.Clear();
        _gone.AddRange(_alive.Keys.Where(pid => !_present.Contains(pid)));
        _gone.ForEach(End);
        return isNew;
    }

    private bool Reread(Tracked process, long now)
    {
        process.RereadMs = LookTiming.NextReread(process.RereadMs);
        process.NextReadMs = now + process.RereadMs;
        if (!_reader.TryReadStat(process.Pid, out var stat))
        {
            return false;
        }

        if (stat.StartTicks != process.Facts.StartTicks)
        {
            // The number was given to another process between two looks.
            End(process.Pid);
            return Add(process.Pid, now);
        }

        (process.CpuTicks, process.ChildTicks) = (stat.CpuTicks, stat.ChildTicks);
        // Ended, and not yet waited for: what it was is known.
        return !stat.IsDead && now >= process.SettlesMs
            && ((_reader.ReadImage(process.Pid) is not 0 and var image && image != process.Facts.Image) || ProcessReader.ReadRights(process.Pid) != process.Facts.Rights)
            && Update(process, now);
    }

    private bool Update(Tracked process, long now)
    {
        if (_reader.Read(process.Pid, out var stat) is not { Executable: not null } facts || stat.IsDead)
        {
            return false;
        }

        if (facts.StartTicks != process.Facts.StartTicks)
        {
            End(process.Pid);
            return Add(process.Pid, now);
        }

        if (facts.Image == process.Facts.Image && facts.Rights == process.Facts.Rights)
        {
            return false;
        }

        if (gate.IsOurs(process.Pid, facts))
        {
            // It is the gate still: the command that it named did not start.
            _isDirty |= process.IsTarget;
            (process.IsTarget, process.Facts) = (false, facts);
            return false;
        }

        if (facts.Image != process.Facts.Image)
        {
            process.Generation++;
            process.ChangedMs = now;
            Heat(process, now + LookTiming.HotMs);
        }

        process.Facts = facts;
        (process.CpuTicks, process.ChildTicks) = (stat.CpuTicks, stat.ChildTicks);
        if (!process.IsTarget)
        {
            process.IsTarget = true;
            _isDirty = true;
        }

        if (process.IsTarget)
        {
            Tell(process);
        }

        return true;
    }

    // In the midst of an exec there is no command line: in a moment there will be.
    private void Tell(Tracked process)
    {
        if (process.Facts.HasCommand || process.HotUntilMs == 0)
        {
            teller.Tell(process);
        }
        else
        {
            process.IsHeld = true;
        }
    }

    private void Heat(Tracked process, long until)
    {
        if (process.HotUntilMs == 0)
        {
            _hot.Add(process);
        }

        process.HotUntilMs = Math.Max(process.HotUntilMs, until);
        process.RereadMs = 0;
        process.NextReadMs = Math.Min(process.NextReadMs, until);
    }

    private void End(int pid)
    {
        var process = _alive[pid];
        _alive.Remove(pid);
        if (process.HotUntilMs != 0)
        {
            _hot.Remove(process);
        }

        if (process.IsTarget)
        {
            _isDirty = true;
            _cpu.Exited(process);
            teller.TellEnd(process);
        }
    }
}
