using DockerScan.Core.Sandbox;
using DockerScan.Core.Scans;
using DockerScan.Core.Settings;

namespace DockerScan.Scanners.Sandbox;

/// <summary>How images are started and watched.</summary>
public sealed class SandboxOptions
{
    /// <summary>The section in the settings.</summary>
    public const string Section = "Sandbox";

    /// <summary>False: no image is ever started, and every check that needs it says "not assessed".</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How long an image is watched, in seconds, 5 to 600. It ends earlier when the image has ended and all is quiet.</summary>
    [Between(ScanOptions.MinWindowSeconds, ScanOptions.MaxWindowSeconds)]
    public int WindowSeconds { get; set; } = 60;

    /// <summary>What the network is: <c>Sinkhole</c>, <c>None</c>, or <c>Open</c>, which needs <see cref="AllowOpenNetwork"/>.</summary>
    public SandboxMode Mode { get; set; } = SandboxMode.Sinkhole;

    /// <summary>True allows the mode <c>Open</c>: hostile images then reach the real network from this machine.</summary>
    public bool AllowOpenNetwork { get; set; }

    /// <summary>The address of an engine for sandboxes alone, as <c>DOCKER_HOST</c> has it; null for the main one. Recommended in production.</summary>
    public string? DockerHost { get; set; }

    /// <summary>The OCI runtime for the image under test, e.g. <c>runsc</c>; null for the engine's default.</summary>
    public string? Runtime { get; set; }

    /// <summary>The sentinel binary; null: the variable <c>DOCKERSCAN_SENTINEL</c>, else <c>sentinel</c> beside the program.</summary>
    public string? SentinelPath { get; set; }

    /// <summary>The thresholds; a relative path is taken from the program's folder.</summary>
    [Names("a file")]
    public string BehaviorPath { get; set; } = "config/behavior.yaml";

    /// <summary>How many sandboxes run at once, 1 to 16; 0: as many as the machine holds, measured before each, and two on an engine elsewhere.</summary>
    [Between(1, 16, OrZero = true)]
    public int Concurrency { get; set; }

    /// <summary>Memory of the image under test, in MiB, 16 to 65,536.</summary>
    [Between(16, 65_536)]
    public int MemoryMiB { get; set; } = 512;

    /// <summary>CPU time of the image under test, in cores, 0.1 to 64.</summary>
    [Between(0.1, 64)]
    public double Cpus { get; set; } = 1.0;

    /// <summary>Processes and threads of the image under test, 16 to 32,768.</summary>
    [Between(16, 32_768)]
    public int MaxPids { get; set; } = 256;

    /// <summary>What the image may write in all, in MiB, 16 to 65,536.</summary>
    [Between(16, 65_536)]
    public int MaxWrittenMiB { get; set; } = 512;

    /// <summary>How many bytes of captured frames are kept with the report, 4,096 to 67,108,864; 0 keeps none.</summary>
    [Between(4096, 64 << 20, OrZero = true)]
    public int MaxPcapBytes { get; set; } = 8 << 20;

    /// <summary>True lets the image make raw packets, as an ordinary container can: inside the sealed network they show a flood instead of hiding it.</summary>
    public bool RawSockets { get; set; } = true;

    /// <summary>Where the proof of the sandbox is kept; empty keeps none, so that each process proves it anew.</summary>
    internal string ProofPath { get; set; } = string.Empty;
}
