using DockerScan.Sentinel.Gate.Filter;

namespace DockerScan.Sentinel.Inspect;

/// <summary>
/// Tells the gate from the image's own command. It is process 1 with the start words of this run, which nobody of the image
/// knows; once it is another program, nothing is taken for the gate again, whatever it is called. Whatever else there is
/// belongs to the target, whoever its parent is: also what the engine itself puts in.
/// </summary>
/// <param name="path">Where the gate lies in the target.</param>
/// <param name="name">The word of this run.</param>
internal sealed class GateIdentity(string path, string name)
{
    private readonly string _start = $"{path} gate {name} ";
    private (long StartTicks, ulong Image)? _gate;
    private bool _hasPassed;
    private int _child;
    private long _childStart = -1;

    /// <summary>True when process 1 was the gate as it was first looked at.</summary>
    public bool WasSeen => _gate is not null;

    /// <summary>True for the gate before its exec.</summary>
    public bool IsOurs(int pid, ProcessFacts facts)
    {
        if (pid != 1)
        {
            return (pid == _child && pid > 1 && IsChild(facts)) || (!Guards.AreOn && facts.ParentPid == 0);
        }

        // The file is removed before the first look: a deleted one is still the gate.
        _hasPassed |= facts.Executable != path || facts.IsMemoryOnly || !facts.Command.StartsWith(_start, StringComparison.Ordinal)
            || (_gate is { } gate && gate != (facts.StartTicks, facts.Image));
        if (!_hasPassed)
        {
            _gate ??= (facts.StartTicks, facts.Image);
        }

        return !_hasPassed;
    }

    /// <summary>The gate's child, as long as it has not become the image's health check; 0 for none.</summary>
    public int Child => _child;

    /// <summary>The gate has a child, which is its own until it becomes the image's health check. 0 for none.</summary>
    public void Expect(int pid) => _child = pid;

    /// <summary>A process became a program of the image.</summary>
    public void Started(int pid) => _child = pid == _child ? 0 : _child;

    // The gate's file is gone by then, and the child never was another program.
    private bool IsChild(ProcessFacts facts)
    {
        _childStart = _childStart < 0 ? facts.StartTicks : _childStart;
        var isOurs = facts.ParentPid == 1 && facts.Executable == path && facts.StartTicks == _childStart;
        _child = isOurs ? _child : 0;
        return isOurs;
    }
}
