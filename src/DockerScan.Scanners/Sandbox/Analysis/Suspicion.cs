using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis;

/// <summary>What the findings are about, so that lists and timeline can show it first. The rules fill it.</summary>
internal sealed class Suspicion
{
    private readonly HashSet<ProcessInstance> _processes = [];
    private readonly HashSet<SentinelEvent> _events = new(ReferenceEqualityComparer.Instance);

    public void Mark(ProcessInstance? process)
    {
        if (process is not null)
        {
            _processes.Add(process);
        }
    }

    public void Mark(SentinelEvent seen) => _events.Add(seen);

    public void Mark(Contact contact)
    {
        Mark(contact.Process);
        foreach (var seen in contact.Events)
        {
            Mark(seen);
        }
    }

    public bool Contains(ProcessInstance process) => _processes.Contains(process);

    public bool Contains(SentinelEvent seen) => _events.Contains(seen);
}
