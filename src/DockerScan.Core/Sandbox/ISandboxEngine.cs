namespace DockerScan.Core.Sandbox;

/// <summary>The container engine's side of a sandbox: it builds, starts, reads and removes; what is seen is judged elsewhere.</summary>
public interface ISandboxEngine
{
    /// <summary>True when it runs on this machine, so that this machine's load is its load.</summary>
    bool IsHere { get; }

    /// <summary>What it runs on.</summary>
    /// <exception cref="EngineException">The engine failed.</exception>
    Task<SandboxEngineInfo> DescribeAsync(string? runtime, CancellationToken cancellationToken);

    /// <summary>Brings the sentinel's image and the target image into the engine if they are missing, creates the network container and begins to create the others; nothing is started yet.</summary>
    /// <exception cref="EngineException">The engine failed. What was created is removed. What the others' creation failed of is told by their start.</exception>
    Task<ISandboxSession> OpenAsync(SandboxSpec spec, CancellationToken cancellationToken);

    /// <summary>Removes the sandbox containers, networks and volumes with our label that no running scan owns; returns how many.</summary>
    Task<int> SweepAsync(FindRunningScans findRunning, CancellationToken cancellationToken);
}

/// <summary>The engine that sandboxes run on. When it changes, the self-test runs again.</summary>
/// <param name="Identity">Engine id, version, kernel, storage driver, runtime, their builds, security options and, of this machine, its start, in one line.</param>
/// <param name="HasDiskQuota">True when its storage can bound what a container writes.</param>
public sealed record SandboxEngineInfo(string Identity, bool HasDiskQuota);
