using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Model;

/// <summary>The processes, by start.</summary>
internal sealed class ProcessTable
{
    // A process is noticed up to a sampling interval late, and its end up to one early.
    private const long Slack = 250;
    private readonly List<ProcessInstance> _all = [];
    private readonly Dictionary<(int Pid, long Started), ProcessInstance> _byKey = [];
    private readonly Dictionary<int, List<ProcessInstance>> _byPid = [];
    private readonly long[] _moments;
    private readonly ProcessInstance?[] _only;

    public ProcessTable(IEnumerable<SentinelEvent> events)
    {
        foreach (var seen in events)
        {
            switch (seen)
            {
                case ProcessEvent state:
                    Add(state);
                    break;
                case ExitEvent exit when _byKey.TryGetValue((exit.Pid, exit.StartedMs), out var process):
                    process.EndMs = exit.Ms;
                    break;
            }
        }

        (_moments, _only) = Lives();
    }

    public IReadOnlyList<ProcessInstance> All => _all;

    /// <summary>The process that had this pid at that time.</summary>
    public ProcessInstance? Find(int pid, long ms)
        => !_byPid.TryGetValue(pid, out var same) ? null
            : same.Count == 1 ? same[0]
            : same.LastOrDefault(process => process.StartedMs <= ms + Slack) ?? same[0];

    public ProcessInstance? ParentOf(ProcessInstance process) => Find(process.States[0].ParentPid, process.StartedMs) is { } parent && parent != process ? parent : null;

    /// <summary>The process and all above it.</summary>
    public IEnumerable<ProcessInstance> WithAncestors(ProcessInstance process)
    {
        var seen = new HashSet<ProcessInstance>();
        for (var current = process; current is not null && seen.Add(current); current = ParentOf(current))
        {
            yield return current;
        }
    }

    /// <summary>The only process alive at that time; null when there are several or none.</summary>
    public ProcessInstance? OnlyAlive(long ms)
    {
        var at = Array.BinarySearch(_moments, ms);
        at = at >= 0 ? at : ~at - 1;
        return at < 0 ? null : _only[at];
    }

    // Who is the only one alive from each moment on: asked for each name and packet, and answered by going through the moments once.
    private (long[] Moments, ProcessInstance?[] Only) Lives()
    {
        var changes = new List<(long Ms, int Change, int Process)>(_all.Count * 2);
        for (var i = 0; i < _all.Count; i++)
        {
            changes.Add((_all[i].StartedMs - Slack, 1, i));
            if (_all[i].EndMs is { } end)
            {
                changes.Add((Math.Max(end, _all[i].StartedMs) + Slack + 1, -1, i));
            }
        }

        changes.Sort();
        var (moments, only) = (new List<long>(changes.Count), new List<ProcessInstance?>(changes.Count));
        // Of one alone the sum of the places is its place.
        var (alive, places) = (0, 0L);
        for (var i = 0; i < changes.Count; i++)
        {
            alive += changes[i].Change;
            places += changes[i].Change * (long)changes[i].Process;
            if (i + 1 == changes.Count || changes[i + 1].Ms != changes[i].Ms)
            {
                moments.Add(changes[i].Ms);
                only.Add(alive == 1 ? _all[(int)places] : null);
            }
        }

        return ([.. moments], [.. only]);
    }

    private void Add(ProcessEvent state)
    {
        if (_byKey.TryGetValue((state.Pid, state.StartedMs), out var known))
        {
            known.Add(state);
            return;
        }

        var process = new ProcessInstance(state);
        _all.Add(process);
        _byKey[(state.Pid, state.StartedMs)] = process;
        if (!_byPid.TryGetValue(state.Pid, out var same))
        {
            _byPid[state.Pid] = same = [];
        }

        same.Add(process);
    }
}
