namespace DockerScan.Sentinel.Inspect;

/// <summary>Tells the gate from the image's own command. Once it is another program, nothing is taken for the gate again, whatever it is called.</summary>
internal sealed class GateIdentity
{
    public const string Path = "/.init";
    private const string Start = Path + " gate";

    private (long StartTicks, ulong Image)? _gate;
    private bool _hasPassed;

    /// <summary>True for the gate before its exec, and for a process that the engine put in: its parent is outside this namespace, where no child of the target can have one.</summary>
    public bool IsOurs(int pid, ProcessFacts facts)
    {
        if (pid != 1)
        {
            return facts.ParentPid == 0;
        }

        _hasPassed |= facts.Executable != Path || facts.IsDeleted || !facts.Command.StartsWith(Start, StringComparison.Ordinal)
            || (_gate is { } gate && gate != (facts.StartTicks, facts.Image));
        _gate ??= (facts.StartTicks, facts.Image);
        return !_hasPassed;
    }
}
