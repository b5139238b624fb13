namespace DockerScan.Core.Sandbox;

/// <summary>What the target's network is.</summary>
public enum SandboxMode
{
    /// <summary>Every address on earth is answered by the sentinel; no packet leaves.</summary>
    Sinkhole,

    /// <summary>No route at all: every attempt fails at once.</summary>
    None,

    /// <summary>The real network. Only when the operator has allowed it.</summary>
    Open,
}
