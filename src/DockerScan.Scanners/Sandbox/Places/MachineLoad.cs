namespace DockerScan.Scanners.Sandbox.Places;

/// <summary>What a machine has left at one moment.</summary>
/// <param name="AvailableBytes">Memory that can be had without swapping, in bytes.</param>
/// <param name="IdleTicks">How long its processors had nothing to do since its start, all together, in ticks of its clock.</param>
/// <param name="AllTicks">How long they were there in all.</param>
/// <param name="Processors">How many there are.</param>
internal sealed record MachineLoad(long AvailableBytes, long IdleTicks, long AllTicks, int Processors)
{
    /// <summary>How many processors had nothing to do since an earlier look; 0 when no time has passed.</summary>
    public double IdleSince(MachineLoad earlier)
        => AllTicks <= earlier.AllTicks ? 0 : (double)(IdleTicks - earlier.IdleTicks) / (AllTicks - earlier.AllTicks) * Processors;
}
