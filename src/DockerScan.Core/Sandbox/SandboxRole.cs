namespace DockerScan.Core.Sandbox;

/// <summary>The containers of one sandbox.</summary>
public enum SandboxRole
{
    /// <summary>The sentinel that owns the sealed network.</summary>
    Network,

    /// <summary>The image under test.</summary>
    Target,

    /// <summary>The sentinel in the target's PID namespace.</summary>
    Inspector,
}
