using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Writes what is to be told of processes, within its bounds.</summary>
internal sealed class ProcessTeller(IEventSink sink, Drops drops, ExecutableHasher hasher)
{
    // A process that changes its own command line all the time would use up the room of all others.
    private const int MaxPerProcess = 64;

    private readonly Lock _gate = new();
    private readonly TellBudget _budget = new();
    private readonly HashSet<(int Pid, long Start)> _owners = [];
    private readonly HashSet<(int Pid, long Start, ulong Image)> _ownersAs = [];

    /// <summary>Tells what a process is about to become. True when the hasher has taken the executable.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="facts">What it will be.</param>
    /// <param name="descriptor">The executable, when it is to be hashed; else negative.</param>
    public bool TellStart(int pid, ProcessFacts facts, int descriptor)
    {
        // A file that was changed since is another program, whatever its name.
        var program = descriptor >= 0 && FileIdentity.Of(descriptor) is { } file ? Mark.Add(Mark.Add(facts.Program, file.Inode), unchecked((ulong)file.ChangedSeconds * 1_000_000_000) + file.ChangedNanoseconds) : facts.Program;
        program = facts.Input is { } given ? Mark.Add(program, System.Runtime.InteropServices.MemoryMarshal.AsBytes(given.AsSpan())) : program;
        if (!MayTell(facts, program, isRestless: false))
        {
            return false;
        }

        var e = Event(pid, facts);
        sink.Write(e);
        if (descriptor < 0)
        {
            return false;
        }

        if (!hasher.TryAdd(e, descriptor))
        {
            hasher.Lose(e);
        }

        return true;
    }

    public void Tell(Tracked process)
    {
        var facts = process.Facts;
        process.IsHeld = false;
        if (!MayTell(facts, facts.Program, process.Told >= MaxPerProcess))
        {
            return;
        }

        process.IsTold = true;
        process.Told++;
        var e = Event(process.Pid, facts);
        sink.Write(e);
        if (facts.IsDeleted || facts.IsMemoryOnly)
        {
            hasher.Add(e);
        }
    }

    /// <summary>
    /// Tells a process of which a socket or a stream is told as what it is now, whatever room there is: without it nobody knows whose it is, or takes it for what
    /// it was before its last exec. Those have bounds of their own. Thread-safe.
    /// </summary>
    public void TellOwner(Tracked process)
    {
        var facts = process.Facts;
        lock (_gate)
        {
            if (!_ownersAs.Add((process.Pid, facts.StartTicks, facts.Image)))
            {
                return;
            }

            _owners.Add((process.Pid, facts.StartTicks));
        }

        sink.Write(Event(process.Pid, facts));
    }

    public void TellEnd(Tracked process)
    {
        if (process.IsHeld)
        {
            // It ended as a copy of its parent: that is what it was.
            Tell(process);
        }

        if (process.IsTold || IsOwner(process))
        {
            sink.Write(new ExitEvent(process.Pid, Clock.StartedMs(process.Facts.StartTicks), process.CpuTicks * Clock.TickMs));
        }
    }

    private bool IsOwner(Tracked process)
    {
        lock (_gate)
        {
            return _owners.Remove((process.Pid, process.Facts.StartTicks));
        }
    }

    private static ProcessEvent Event(int pid, ProcessFacts facts) => new()
    {
        Pid = pid,
        ParentPid = facts.ParentPid,
        StartedMs = Clock.StartedMs(facts.StartTicks),
        Executable = facts.Executable,
        Command = facts.Command,
        Uid = facts.Uid,
        RealUid = facts.RealUid,
        Capabilities = facts.Capabilities,
        IsDeleted = facts.IsDeleted,
        IsMemoryOnly = facts.IsMemoryOnly,
        Input = facts.Input,
    };

    // Two threads tell of processes: the one that looks, and the one that answers calls.
    private bool MayTell(ProcessFacts facts, ulong program, bool isRestless)
    {
        TellBudget.Answer answer;
        lock (_gate)
        {
            answer = _budget.Ask(program, Mark.Add(facts.Image, facts.Rights), isRestless);
        }

        if (answer == TellBudget.Answer.Lost)
        {
            drops.Add("processes");
        }

        return answer == TellBudget.Answer.Tell;
    }
}
