namespace DockerScan.Scanners.Sandbox.Places;

/// <summary>The machine that sandboxes run on.</summary>
internal interface IMachine
{
    /// <summary>What it has left now; null when that cannot be read.</summary>
    MachineLoad? Read();
}
