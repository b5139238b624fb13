namespace DockerScan.Docker.Sandbox;

/// <summary>How the sentinel binary is called inside the containers. Other values than <see cref="Sentinel"/> are for tests, which run another program in its place.</summary>
internal sealed record SandboxProgram
{
    /// <summary>The real one.</summary>
    public static SandboxProgram Sentinel { get; } = new();

    /// <summary>Where the binary lies in its own image.</summary>
    public string BinaryPath { get; init; } = "/sentinel";

    /// <summary>What it is called with as the network's owner.</summary>
    public IReadOnlyList<string> NetworkArguments { get; init; } = ["network"];

    /// <summary>What it is called with in the target's PID namespace.</summary>
    public IReadOnlyList<string> InspectorArguments { get; init; } = ["inspect"];

    /// <summary>What stands before the gate's words of the run, <c>--</c> and the target's own; null runs these at once, without the gate.</summary>
    public IReadOnlyList<string>? GateArguments { get; init; } = ["gate"];
}
