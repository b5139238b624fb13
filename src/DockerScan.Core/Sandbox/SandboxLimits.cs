namespace DockerScan.Core.Sandbox;

/// <summary>What the target may use. One type, so that it can be reviewed as a whole.</summary>
public sealed record SandboxLimits
{
    /// <summary>Memory and swap together, in bytes.</summary>
    public long MemoryBytes { get; init; } = 512L << 20;

    /// <summary>CPU time per second, in cores.</summary>
    public double Cpus { get; init; } = 1.0;

    /// <summary>Processes and threads.</summary>
    public int MaxPids { get; init; } = 256;

    /// <summary>Open files of one process.</summary>
    public int MaxOpenFiles { get; init; } = 4096;

    /// <summary>The largest file it can write, in bytes (RLIMIT_FSIZE): the kernel stops it there.</summary>
    public long MaxFileBytes { get; init; } = 256L << 20;

    /// <summary>What it may write in all, in bytes: a quota where the engine's storage has one, else watched.</summary>
    public long MaxWrittenBytes { get; init; } = 512L << 20;

    /// <summary>Its output that the engine keeps, in bytes.</summary>
    public long MaxLogBytes { get; init; } = 4L << 20;

    /// <summary>True lets it make raw packets, as a container ordinarily can. Inside the sealed network they show a flood instead of hiding it.</summary>
    public bool RawSockets { get; init; } = true;
}
