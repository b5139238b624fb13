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

    /// <summary>True when process 1 was the gate as it was first looked at.</summary>
    public bool WasSeen => _gate is not null;

    /// <summary>True for the gate before its exec.</summary>
    public bool IsOurs(int pid, ProcessFacts facts)
    {
        if (pid != 1)
        {
            return false;
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
}
