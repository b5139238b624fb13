using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Writes what is to be told of processes, within its bounds.</summary>
internal sealed class ProcessTeller(IEventSink sink, Drops drops, ExecutableHasher hasher)
{
    // A process that changes its own command line all the time would use up the room of all others.
    private const int MaxPerProcess = 64;

    private readonly TellBudget _budget = new();

    public void Tell(Tracked process)
    {
        var facts = process.Facts;
        process.IsHeld = false;
        var answer = _budget.Ask(facts.Program, Mark.Add(facts.Image, facts.Rights), process.Told >= MaxPerProcess);
        if (answer != TellBudget.Answer.Tell)
        {
            if (answer == TellBudget.Answer.Lost)
            {
                drops.Add("processes");
            }

            return;
        }

        process.IsTold = true;
        process.Told++;
        var e = new ProcessEvent
        {
            Pid = process.Pid,
            ParentPid = facts.ParentPid,
            StartedMs = Clock.StartedMs(facts.StartTicks),
            Executable = facts.Executable,
            Command = facts.Command,
            Uid = facts.Uid,
            RealUid = facts.RealUid,
            Capabilities = facts.Capabilities,
            IsDeleted = facts.IsDeleted,
            IsMemoryOnly = facts.IsMemoryOnly,
        };
        sink.Write(e);
        if (facts.IsDeleted || facts.IsMemoryOnly)
        {
            hasher.Add(e);
        }
    }

    public void TellEnd(Tracked process)
    {
        if (process.IsHeld)
        {
            // It ended as a copy of its parent: that is what it was.
            Tell(process);
        }

        if (process.IsTold)
        {
            sink.Write(new ExitEvent(process.Pid, Clock.StartedMs(process.Facts.StartTicks), process.CpuTicks * Clock.TickMs));
        }
    }
}
